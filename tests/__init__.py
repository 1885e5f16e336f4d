"""Promises that no single room can keep: architecture, texts, repository."""
