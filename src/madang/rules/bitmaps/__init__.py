"""Packed bitmaps: every service against a whole country, one bit for each resident and atom.

Promise: who is eligible is what the interpreter says, resident by resident. An atom gets its bits from the
interpreter's own code, run once for every combination of values that occurs, so there is no second definition of a
rule; what cannot be had so is refused with the reason. The facts of the residents are all known here (one plane an
atom); a service that fails for somebody is refused for that day and named.
"""
