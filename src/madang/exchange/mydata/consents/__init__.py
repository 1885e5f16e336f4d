"""Consents: who has to agree to what, the words they see, giving and withdrawing."""
