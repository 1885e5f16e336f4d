"""Packs of a province or a city beside the national one: data that anybody may copy into the house.

It promises that such a folder can do nothing but add services for the residents of its place: it runs nothing, reads
nothing outside itself, replaces nothing and is bounded in size and in work. What breaks a rule is left out as a whole,
with file and line; the national rulebook and the other packs go on.
"""
