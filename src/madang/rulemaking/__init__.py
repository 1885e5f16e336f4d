"""Rulemaking: the rules are changed as drafts, released by a second person, and in force everywhere from then on.

Promises: every save is a revision that can be gone back to; nobody releases what they wrote; a release is numbered,
never changed, and takes effect in all processes together with its entry in the log, or not at all; a release that
cannot be laid over this version's pack is left out and named, and stops nothing. Enter by
:mod:`madang.rulemaking.service`.
"""
