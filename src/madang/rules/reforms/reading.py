"""`NAME=VALUE` as a policy maker writes it → a change of one figure.

basic_pension_base=400000               the figure itself
basic_pension_base=+5%                  relative to what is in force; also -5%, +10000, -10000
child_allowance_depopulation.area=15000 one entry of a table
housing_rent_grade_1[1]=360000          one item of a list, counted from 1 as in FEEL
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from madang.rules.loading.fields import nearest
from madang.rules.model import Label, ParameterDefinition
from madang.rules.particles import settled
from madang.rules.reforms.refusals import ReformRefused

_assignment = re.compile(
    r"\s*(?P<name>[a-z][a-z0-9_]*)(?:\.(?P<key>[^\[\]=.]+)|\[(?P<number>[0-9]{1,4})\])?\s*=\s*(?P<value>.+?)\s*"
)
_number = re.compile(r"(?P<sign>[+-]?)(?P<digits>[0-9][0-9,]{0,24}(?:\.[0-9]{1,12})?)(?P<percent>%?)")


@dataclass(frozen=True, slots=True)
class Change:
    """One figure, or one entry (`key`) of a table or item (`number`, from 1) of a list.

    value: the new figure; by: an amount added to the old one; times: a factor on it. One of the three is set.
    """

    name: str
    key: str | None = None
    number: int | None = None
    value: Decimal | bool | str | None = None
    by: Decimal | None = None
    times: Decimal | None = None

    @property
    def target(self) -> str:
        """The figure's name as it was written, with the entry or item."""
        if self.key is not None:
            return f"{self.name}.{self.key}"
        return self.name if self.number is None else f"{self.name}[{self.number}]"


def read_change(text: str, parameters: Mapping[str, ParameterDefinition]) -> Change:
    """Reads one `NAME=VALUE`. Raises ReformRefused."""
    found = _assignment.fullmatch(text)
    if found is None:
        raise ReformRefused(
            f"'{text[:80]}': '이름=값'으로 적어 주세요. 예: basic_pension_base=400000, basic_pension_base=+5%",
            f"'{text[:80]}': write NAME=VALUE, such as basic_pension_base=400000 or basic_pension_base=+5%",
        )
    name, number = found["name"], found["number"]
    if name not in parameters:
        raise _unknown(name, parameters)
    target = Change(name, found["key"], None if number is None else int(number))
    return _valued(target, found["value"])


def _valued(target: Change, text: str) -> Change:
    place = (target.name, target.key, target.number)
    if text in ("true", "false"):
        return Change(*place, value=text == "true")
    found = _number.fullmatch(text)
    if found is None:
        return Change(*place, value=text)
    digits = Decimal(found["digits"].replace(",", ""))
    signed = -digits if found["sign"] == "-" else digits
    if found["percent"]:
        return Change(*place, times=1 + signed / 100) if found["sign"] else Change(*place, value=digits / 100)
    return Change(*place, by=signed) if found["sign"] else Change(*place, value=digits)


def _unknown(name: str, parameters: Mapping[str, ParameterDefinition]) -> ReformRefused:
    near = ", ".join(nearest(name, list(parameters)))
    return ReformRefused(
        settled(
            f"'{name}'은(는) 없는 수치입니다."
            + (f" 혹시 {near}?" if near else "")
            + " `madang rules sources`에 모두 있습니다."
        ),
        f"there is no figure '{name}'."
        + (f" Did you mean {near}?" if near else "")
        + " `madang rules sources` lists all.",
    )


def label_of_change(change: Change, parameters: Mapping[str, ParameterDefinition]) -> Label:
    """The figure's label in both languages, with the entry or item that changes."""
    label = parameters[change.name].label
    part = change.target.removeprefix(change.name)
    return Label(f"{label.ko} {part}".strip(), f"{label.en} {part}".strip())
