"""Fields of a record, taken one by one; what cannot be taken leaves with its reason."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from madang.services.catalogue.open_data.reasons import NotTaken, reason
from madang.services.catalogue.open_data.texts import one_line, plain

LONGEST = 100_000
LONGEST_NAME = 500
TWICE = "\0twice"
"""Under this name a JSON reader puts the fields that an object held more than once."""
SEOUL = ZoneInfo("Asia/Seoul")
_id = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{0,63}")
_stamp = re.compile(r"([0-9]{8})([0-9]{6})?")


class Taken:
    """A record being read. `notes` gathers what was odd but harmless; `rest` gives what nobody asked for."""

    def __init__(self, row: object) -> None:
        """NotTaken: not_a_record, field_twice."""
        if not isinstance(row, Mapping) or not all(isinstance(name, str) for name in row):
            raise NotTaken(reason("not_a_record"))
        if row.get(TWICE):
            raise NotTaken(reason("field_twice", str(row[TWICE][0])[:40]))
        self.row: Mapping[str, Any] = row
        self.notes: list[str] = []
        self._asked: set[str] = set()

    def text(self, name: str) -> str:
        """The text, or "" where there is none; numbers are taken as they read. NotTaken: not_text, too_long."""
        self._asked.add(name)
        value = self.row.get(name)
        if value is None:
            return ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            raise NotTaken(reason("not_text", name, type(value).__name__))
        if len(value) > LONGEST:
            raise NotTaken(reason("too_long", name, f"{len(value):,}"))
        return plain(value)

    def line(self, name: str) -> str:
        """The text in one line."""
        return one_line(self.text(name))

    def name(self, name: str, missing: str) -> str:
        """A line that must be there; `missing` is the reason's code where it is not."""
        found = self.line(name)
        if not found:
            raise NotTaken(reason(missing, name))
        if len(found) > LONGEST_NAME:
            raise NotTaken(reason("too_long", name, f"{len(found):,}"))
        return found

    def key(self, name: str) -> str:
        """The id. NotTaken: no_id, bad_id."""
        found = self.line(name)
        if not found:
            raise NotTaken(reason("no_id", name))
        if not _id.fullmatch(found):
            raise NotTaken(reason("bad_id", name, found))
        return found

    def moment(self, name: str) -> dt.datetime | None:
        """YYYYMMDDhhmmss or YYYYMMDD in Korea's time; what is no such moment is None and noted."""
        said = re.sub(r"[-:. T]", "", self.line(name))
        if not said:
            return None
        found = _stamp.fullmatch(said)
        try:
            if found is None:
                raise ValueError
            return dt.datetime.strptime(found[1] + (found[2] or "000000"), "%Y%m%d%H%M%S").replace(tzinfo=SEOUL)
        except ValueError:
            self.notes.append(f"bad_time:{name}")
            return None

    def skip(self, *names: str) -> None:
        """Fields that are known and not kept."""
        self._asked.update(names)

    def rest(self) -> dict[str, str]:
        """Fields that nobody asked for and that say something, as text of at most so many letters."""
        return {
            one_line(name)[:100]: plain(str(value))[:2_000]
            for name, value in self.row.items()
            if name not in self._asked and value not in (None, "", [], {})
        }
