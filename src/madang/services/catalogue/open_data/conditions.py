"""A row of supportConditions: whom a service is for, in 정부24's codes. Null is not zero, and all "Y" is anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from madang.services.catalogue.open_data.codes import AGE_FROM, AGE_TO, GROUPS, INCOME, NO_AGE_LIMIT, Group
from madang.services.catalogue.open_data.reasons import NotTaken, reason

OLDEST = 150
INCOME_CODES = tuple(code for code, _, _ in INCOME)
_code = re.compile(r"JA[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Conditions:
    """Whom it is for. age_from, age_to: inclusive, None no bound (a bound of 0 is one).

    asks: group → the codes of which one must hold. anybody: groups that say so (all "Y", or «does not apply»). A
    group in neither is silent: nothing was said, which opens it too, and is not the same. income is a group of this
    name. unknown: codes that are "Y" and that this reader does not know: what they ask is not known, so nobody may be
    told that the service is likely.
    """

    age_from: int | None = None
    age_to: int | None = None
    asks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    anybody: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def conditions(row: Mapping[str, Any]) -> Conditions:
    """The conditions of a row. NotTaken: bad_flag, bad_age, ages_crossed."""
    flags = {code: _flag(code, row[code]) for code in row if _code.fullmatch(code) and code not in (AGE_FROM, AGE_TO)}
    since, until = _age(AGE_FROM, row.get(AGE_FROM)), _age(AGE_TO, row.get(AGE_TO))
    if since is not None and until is not None and since > until:
        raise NotTaken(reason("ages_crossed", AGE_TO, f"{since}-{until}"))
    asks: list[tuple[str, tuple[str, ...]]] = []
    anybody: list[str] = []
    for name, codes, open_code in _groups():
        chosen = tuple(code for code in codes if flags.get(code))
        if len(chosen) == len(codes) or (open_code is not None and flags.get(open_code)):
            anybody.append(name)
        elif chosen:
            asks.append((name, chosen))
    known = {code for _, codes, open_code in _groups() for code in (*codes, open_code)}
    unknown = tuple(sorted(code for code, yes in flags.items() if yes and code not in known))
    until = None if until is not None and until >= NO_AGE_LIMIT else until
    return Conditions(since or None, until, tuple(asks), tuple(anybody), unknown)


def _groups() -> list[tuple[str, tuple[str, ...], str | None]]:
    return [*(_group(group) for group in GROUPS), ("income", INCOME_CODES, None)]


def _group(group: Group) -> tuple[str, tuple[str, ...], str | None]:
    return group.id, tuple(field.code for field in group.fields), group.anyone


def _flag(code: str, value: object) -> bool:
    if value is None or (isinstance(value, str) and not value.strip()):
        return False
    if isinstance(value, str) and value.strip() == "Y":
        return True
    raise NotTaken(reason("bad_flag", code, str(value)))


def _age(code: str, value: object) -> int | None:
    """A whole number of years; digits as text are taken. None: nothing is said."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value.strip()) <= 3:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= OLDEST:
        raise NotTaken(reason("bad_age", code, str(value)[:40]))
    return value
