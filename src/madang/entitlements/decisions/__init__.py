"""Decisions read again: the law kept beside each, its answer worked out anew."""
