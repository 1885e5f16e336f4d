"""Trust: who may do what, that it was done, and that nobody can deny it afterwards.

Promises: state changes by acts only, each with its actor, purpose, legal ground and grade, in one transaction with its
entries in the log and its events; personal data is read for somebody else's eyes by disclosures only; whoever has no
context in the database sees no row; personal numbers are sealed, and each unsealing is on record; every entry of the
log can be proven, and its body erased, without the tree giving way. Enter by :mod:`madang.trust.service`.
"""
