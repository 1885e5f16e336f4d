"""What the agencies hold: the fields of their contracts' records (packs/korea/agencies/)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from madang.rules.loading.service import Item, read_folder
from madang.rules.problems import Problems


def fields_held(pack: Path, problems: Problems) -> Mapping[str, frozenset[str]]:
    """Agency → the fields of the record it gives by its contract."""
    found = {}
    for file, item in read_folder(pack, "agencies", problems):
        if isinstance(item.value, dict) and "openapi" in item.value:
            record = _at(item, "components", "schemas", "Record", "properties")
            found[Path(file).stem] = frozenset() if record is None else frozenset(record)
    return found


def _at(item: Item, *keys: str) -> dict[str, Item] | None:
    for key in keys:
        if not isinstance(item.value, dict) or key not in item.value:
            return None
        item = item.value[key]
    return item.value if isinstance(item.value, dict) else None
