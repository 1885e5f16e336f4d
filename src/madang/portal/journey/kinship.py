"""What everybody is to the applicant, worked out from the relations of the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

INVERSE = {
    "spouse": "spouse",
    "de_facto_spouse": "de_facto_spouse",
    "child": "parent",
    "parent": "child",
    "grandchild": "grandparent",
    "grandparent": "grandchild",
    "sibling": "sibling",
}


def home_of(told: Mapping[str, Any], person: str) -> dict[str, Any] | None:
    """The home where somebody lives on the reference date; None when the family does not say."""
    homes: list[dict[str, Any]] = told.get("residences", [])
    return next((home for home in homes if person in home["persons"] and lived_in(home, told["date"])), None)


def lived_in(home: Mapping[str, Any], on: dt.date) -> bool:
    """Whether the home's period holds the day."""
    start, end = home.get("from"), home.get("to")
    return (start is None or start <= on) and (end is None or on <= end)


class Kinship:
    """Relations read from both ends."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.applicant: str = told["applicant"]
        self._kinds: dict[str, dict[str, str]] = {}
        for entry in told.get("relations", []):
            self._kinds.setdefault(entry["from"], {})[entry["to"]] = entry["kind"]
            self._kinds.setdefault(entry["to"], {}).setdefault(entry["from"], INVERSE[entry["kind"]])

    @property
    def spouses(self) -> list[str]:
        """The applicant's spouses, de facto ones included."""
        return [id for id, kind in self._of(self.applicant).items() if kind in ("spouse", "de_facto_spouse")]

    def to_applicant(self, person: str) -> str:
        """A relation of the people form; "kept" for one it cannot say, "other" for none at all."""
        direct = self._of(self.applicant).get(person)
        through = {self._of(spouse).get(person) for spouse in self.spouses}
        if person == self.applicant:
            return "me"
        if direct == "child":
            return "child" if "child" in through or not self.spouses else "own_child"
        if direct is not None:
            return direct
        if through & {"child", "parent"}:
            return "spouse_child" if "child" in through else "spouse_parent"
        return "kept" if self._of(person) else "other"

    def further(self, person: str) -> str:
        """For somebody "kept": child_spouse, grandchild, grandparent, sibling, or relative."""
        mine = self._of(self.applicant)
        steps = {(kind, self._of(between).get(person)) for between, kind in mine.items()}
        named = {
            ("child", "spouse"): "child_spouse",
            ("child", "de_facto_spouse"): "child_spouse",
            ("child", "child"): "grandchild",
            ("parent", "parent"): "grandparent",
            ("parent", "child"): "sibling",
            ("parent", "spouse"): "parent_spouse",
        }
        return next((name for step, name in named.items() if step in steps), "relative")

    def _of(self, person: str) -> dict[str, str]:
        return self._kinds.get(person, {})
