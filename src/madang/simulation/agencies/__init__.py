"""Six mock agencies, each a process of its own with its own slice of the truth.

Promises: an agency opens only its slice, answers as its contract says (packs/korea/agencies/<id>.yaml), and
can be told to be slow, wrong or down, and that somebody was born, moved, lost a job or died.
"""
