"""Supervision: one process starts everything, keeps it running, and leaves nothing behind."""
