"""A decision table with and without mistakes, for the rooms above the rules; it is made by the rules' own tests."""

from madang.rules.sheets.tests.a_table import GOOD, MISTAKES, WRONG, written

__all__ = ["GOOD", "MISTAKES", "WRONG", "written"]
