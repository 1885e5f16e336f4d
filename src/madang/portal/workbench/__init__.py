"""The rule workbench: drafts of the rules are written, examined, reviewed by a second person and released here.

Promises: every page works by keyboard and without script; what was typed is never lost to a refusal; a decision is an
act on record. Enter by :mod:`madang.portal.workbench.urls`.
"""
