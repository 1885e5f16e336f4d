"""A family as the rules see it: persons with facts, relations, residences, and values given from outside.

It promises that a file, however broken, becomes either a :class:`Family` or problems with file, line and words in
Korean and English, and that writing a family and reading it again gives the same family.
"""

from madang.rules.family.service import (
    UNKNOWN,
    FactValue,
    Family,
    Person,
    Relation,
    Residence,
    Series,
    dump_family,
    family_from_dict,
    family_to_dict,
    home_of,
    read_family,
    related,
)

__all__ = [
    "UNKNOWN",
    "FactValue",
    "Family",
    "Person",
    "Relation",
    "Residence",
    "Series",
    "dump_family",
    "family_from_dict",
    "family_to_dict",
    "home_of",
    "read_family",
    "related",
]
