"""Regions with their validity: names and codes change, are merged and split, and the law of a day needs that day's.

Two files of a pack's `regions/` folder. `codes.csv`: code, name, level (sido, sigungu, gu), parent, valid_from,
valid_to, successor (codes, separated by spaces); an empty date is open. `classes.yaml`: for each attribute
`{default: …, values: [{value, regions: [codes, code prefixes or names], from, to, law, source, certainty}]}`.
"""

from madang.rules.regions.records import ClassValue, Region, RegionClass
from madang.rules.regions.table import Regions

__all__ = ["ClassValue", "Region", "RegionClass", "Regions"]
