"""Reads packs: folders of YAML that say the law as data, turned into the records of :mod:`madang.rules.model`.

It promises that nothing is run while reading (no tags, no aliases, bounded size and depth), that every record
knows its file and line, and that every fault of a pack is told at once, in Korean and English.
"""

from madang.rules.loading.service import Pack, load_pack, merge, value_on

__all__ = ["Pack", "load_pack", "merge", "value_on"]
