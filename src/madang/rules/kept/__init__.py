"""The law one answer rests on, cut out of its rulebook, written as text, and read again years later.

A decision keeps this text under its digest. Whatever happens to the pack since, the text gives the same answer.
"""
