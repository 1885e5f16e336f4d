"""What each party calls a person, put in the place of register numbers and back by the hub alone.

Promises: two parties' names of one person have nothing in common, one party's are always the same; a number behind a
name is kept sealed; what is not a name of this party's own is refused without being named.
"""
