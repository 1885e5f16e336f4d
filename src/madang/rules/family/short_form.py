"""The short form: one household under one roof, each row named by its relation to the head."""

from __future__ import annotations

from madang.rules.family.records import Relation
from madang.rules.loading.service import Fields
from madang.rules.problems import Problems

row_relations = (
    "head",
    "spouse",
    "de_facto_spouse",
    "child",
    "parent",
    "grandchild",
    "grandparent",
    "sibling",
    "other",
)


def read_rows(top: Fields, key: str) -> list[Fields]:
    """The rows of `household` or `persons`; not yet closed, so that their facts can be read."""
    return [Fields(item, top.problems) for item in top.items(key, required=True)]


def household_relations(rows: list[Fields], problems: Problems) -> list[Relation]:
    """The relations that the rows say.

    `relation` is what the row is to the head: `child` is the head's child, `grandchild` the head's grandchild,
    `parent` the head's parent; `other` says nothing. A spouse (or de facto spouse) of the head is a parent of the
    head's `child` rows too, unless the row names its parents: `parents: [head's id]`. `parents` may stand in any
    row and adds those parents. The head is the row that says so, else the first row if that has no relation.
    """
    kinds = [row.one_of("relation", row_relations, "head" if number == 0 else "") for number, row in enumerate(rows)]
    for row, kind in zip(rows, kinds, strict=True):
        if kind == "":
            row.take("relation", required=True)
    heads = [row for row, kind in zip(rows, kinds, strict=True) if kind == "head"]
    if len(heads) > 1:
        problems.add("two_heads", heads[1].place, "세대주(head)가 둘입니다.", "there are two heads of the household")
    if not heads:
        if rows:
            problems.add(
                "no_head", rows[0].place, "세대주(relation: head)가 없습니다.", "nobody is the head (relation: head)"
            )
        return []
    head = _id(heads[0])
    spouses = [_id(row) for row, kind in zip(rows, kinds, strict=True) if kind in ("spouse", "de_facto_spouse")]
    relations = []
    for row, kind in zip(rows, kinds, strict=True):
        parents = [item.text for item in row.items("parents")]
        if kind == "child" and not parents:
            parents = [head, *spouses]
        elif kind not in ("head", "other", "", "child"):
            relations.append(Relation(head, _id(row), kind))
        relations.extend(Relation(parent, _id(row), "child") for parent in parents)
    return relations


def _id(row: Fields) -> str:
    return row.entries["id"].text if "id" in row.entries else ""
