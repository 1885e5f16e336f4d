"""The door of the family reader."""

from __future__ import annotations

from madang.rules.family.from_values import family_from_dict, family_from_values
from madang.rules.family.parts import can_be
from madang.rules.family.reading import read_family
from madang.rules.family.records import UNKNOWN, FactValue, Family, Person, Relation, Residence, Series, Unknown, Value
from madang.rules.family.related import home_of, related
from madang.rules.family.statements import told_above_zero
from madang.rules.family.writing import dump_family, family_to_dict

__all__ = [
    "UNKNOWN",
    "FactValue",
    "Family",
    "Person",
    "Relation",
    "Residence",
    "Series",
    "Unknown",
    "Value",
    "can_be",
    "dump_family",
    "family_from_dict",
    "family_from_values",
    "family_to_dict",
    "home_of",
    "read_family",
    "related",
    "told_above_zero",
]
