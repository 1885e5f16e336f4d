"""How large a regional pack may be. Some tens of times what the packs that are there take, and read in a second."""

MOST_FILES = 100
MOST_ENTRIES = 200
"""Names in all folders of a pack, whatever they are; a folder with more is not even listed to its end."""
MOST_FILE_BYTES = 200_000
MOST_BYTES = 2_000_000
MOST_RULE_BYTES = 400_000
"""Of the files that say the law: everything but cases and what is only read by people."""
MOST_CASE_BYTES, MOST_CASES = 400_000, 200
"""Of worked cases: each is a family to be answered."""
MOST_ITEMS = 20_000
"""Keys and values of one file."""
MOST_SERVICES = 50
MOST_DEFINITIONS = 300
"""Facts, derived values, parameters and units together."""
MOST_EXPRESSION = 2_000
"""Characters of one expression."""
MOST_EXPRESSIONS = 60_000
"""Characters of all expressions."""
MOST_REGIONS = 60
MOST_PACKS = 500
"""Folders that are looked at in one place."""
YEARS = (2000, 2100)
"""The calendar years a pack may promise."""
MOST_STEPS = 300_000
"""Of everything a pack works out for one resident, at worst; some tenths of a second."""
