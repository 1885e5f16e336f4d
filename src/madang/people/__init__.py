"""People: who somebody is, which authority is responsible, who works for it in which role, who may act for whom.

Promises: a register number is here only sealed, found by a keyed hash and shown masked; nobody appoints themselves and
every role ends by itself; both sides of a delegation see it, each step is on record for both, it is gone the moment
either withdraws it, time runs out, somebody comes of age or dies, and a protection order stands before it. Relations
and residences are facts with sources and periods (:mod:`madang.facts`), not kept twice: this room takes what follows
from them as plain data. Enter by :mod:`madang.people.service`.
"""
