"""The door of the loader; also for rooms whose part of a pack the rules do not know."""

from __future__ import annotations

from madang.rules.loading.fields import Fields, as_date, nearest, nearest_hint
from madang.rules.loading.files import Laid, read_file, read_folder, read_rows
from madang.rules.loading.life_events import LifeEvent, LifeEventGroup, LifeEvents, read_life_events
from madang.rules.loading.load import load_pack
from madang.rules.loading.pack import Pack, merge, value_on
from madang.rules.loading.plain_tree import plain_tree
from madang.rules.loading.source_text import decode, read_document
from madang.rules.loading.tree import Item
from madang.rules.loading.validity import refuse_overlaps
from madang.rules.loading.yaml_text import read_yaml
from madang.rules.model import Place
from madang.rules.problems import Problems

__all__ = [
    "Fields",
    "Item",
    "Laid",
    "LifeEvent",
    "LifeEventGroup",
    "LifeEvents",
    "Pack",
    "Place",
    "Problems",
    "as_date",
    "decode",
    "load_pack",
    "merge",
    "nearest",
    "nearest_hint",
    "plain_tree",
    "read_document",
    "read_file",
    "read_folder",
    "read_life_events",
    "read_rows",
    "read_yaml",
    "refuse_overlaps",
    "value_on",
]
