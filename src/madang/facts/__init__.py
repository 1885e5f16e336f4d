"""Facts: what sources say about persons and homes, since when it is known and which days it is about.

Promises: nothing recorded is ever changed or removed, by nobody who works as the application; a correction is a new row
that names what it supersedes; what was known at any earlier moment can be asked for; the current view is kept in the
same transaction and equals a rebuild from the log. Enter by :mod:`madang.facts.service`.
"""
