"""Random families for the rooms that stand on the rules; where they are made is the rules' own affair."""

from madang.rules.tests.families import random_family, random_value

__all__ = ["random_family", "random_value"]
