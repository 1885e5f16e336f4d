"""Drafting the law: files laid over a pack in memory, what differs then, and next year's figures written into a file.

A door of its own, `drafting/service.py`, for the room in which rules are changed. Nothing here writes to a folder.
"""
