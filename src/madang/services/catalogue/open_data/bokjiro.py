"""복지로 (B554287): the central list (15090532) and the local one (15108347), XML, with details one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from madang.rules.service import Regions
from madang.services.catalogue.open_data.deadlines import deadline
from madang.services.catalogue.open_data.fields import Taken
from madang.services.catalogue.open_data.gateway import error_in
from madang.services.catalogue.open_data.gov24 import Page
from madang.services.catalogue.open_data.listing import Listing
from madang.services.catalogue.open_data.places import NATION, place_of
from madang.services.catalogue.open_data.reasons import NotTaken, Reason, reason
from madang.services.catalogue.open_data.texts import listed, one_line, plain
from madang.services.catalogue.open_data.tree import Node, bad_xml, read_xml

Shape = Literal["central", "local"]
ID = "servId"
LISTS = ("applmetList", "inqplCtadrList", "inqplHmpgReldList", "baslawList", "basfrmList")
"""Elements of a detail that come as repeated siblings, each with a name and a link or text."""
FOREVER = dt.date(9999, 12, 31)
TOPICS = {
    "life": ("lifeArray", "lifeNmArray"), "interest": ("intrsThemaArray", "intrsThemaNmArray"),
    "for": ("trgterIndvdlArray", "trgterIndvdlNmArray"), "form": ("srvPvsnNm",), "cycle": ("sprtCycNm",),
}  # fmt: skip
WORDS = {
    "purpose": ("wlfareInfoOutlCn", "servDgst"), "target": ("tgtrDtlCn", "sprtTrgtCn"), "criteria": ("slctCritCn",),
    "gives": ("alwServCn",), "how": ("aplyMtdCn", "aplyMtdNm"),
}  # fmt: skip


def read_list_page(body: bytes) -> Page:
    """A page of NationalWelfarelistV001 or LcgvWelfarelist. SourceRefused: an error in it; BadPage: no such page."""
    root = _answer(body)
    rows = [row_of(node) for node in root.children if node.name == "servList" or node.first(ID) is not None]
    return Page(tuple(rows), _number(root, "pageNo"), _number(root, "totalCount"))


def read_detail_answer(body: bytes) -> dict[str, Any]:
    """The row of one detail (wantedDtl). SourceRefused, BadPage."""
    root = _answer(body)
    found = root.find("wantedDtl") or root
    if found.first(ID) is None:
        raise bad_xml("wantedDtl")
    return row_of(found)


def row_of(node: Node) -> dict[str, Any]:
    """An element as names and values: a leaf is text (of several, lines), anything else a list of such rows."""
    found: dict[str, Any] = {}
    for child in node.children:
        if child.children:
            found.setdefault(child.name, [])
            if isinstance(found[child.name], list):
                found[child.name].append(row_of(child))
        elif child.name in LISTS:
            found.setdefault(child.name, [])
        else:
            held = found.get(child.name)
            found[child.name] = child.text if not isinstance(held, str) else f"{held}\n{child.text}"
    return found


def key_of(row: object) -> str | Reason:
    """The id of a row, or why it has none."""
    try:
        return Taken(row).key(ID)
    except NotTaken as not_taken:
        return not_taken.reason


def check_detail(row: object) -> Reason | None:
    """Why a detail cannot be used, or None: its list row is then read with it."""
    try:
        taken = Taken(row)
        taken.key(ID)
        for name, value in taken.row.items():
            if name in LISTS:
                _named(taken, name)
            elif not isinstance(value, list):
                taken.text(name)
    except NotTaken as not_taken:
        return not_taken.reason
    return None


def read_listing(
    shape: Shape, row: object, detail: Mapping[str, Any] | None, regions: Regions, on: dt.date
) -> Listing | Reason:
    """A row of a list with its detail, where one was had. on: the day of its regions."""
    try:
        taken = Taken(row)
        if detail is not None:
            taken = Taken({**taken.row, **{name: value for name, value in detail.items() if value not in ("", [])}})
        return _listing(shape, taken, regions, on)
    except NotTaken as not_taken:
        return not_taken.reason


def _listing(shape: Shape, taken: Taken, regions: Regions, on: dt.date) -> Listing:
    taken.skip("inqNum", "onapPsbltYn", "resultCode", "resultMessage", *LISTS)
    key, name = taken.key(ID), taken.name("servNm", "no_name")
    if shape == "central":
        agency, kind = _first(taken, "jurMnofNm", "jurOrgNm"), "중앙행정기관"
        department, place = taken.line("jurOrgNm"), NATION
    else:
        agency, kind = " ".join(filter(None, (taken.line("ctpvNm"), taken.line("sggNm")))), "지방자치단체"
        department, place = taken.line("bizChrDeptNm"), place_of(agency, kind, regions, on)
    if not agency:
        raise NotTaken(reason("no_agency", "jurMnofNm" if shape == "central" else "ctpvNm"))
    words = {name: _text(taken, *fields) for name, fields in WORDS.items()}
    how = _named(taken, "applmetList")
    if not words["how"]:
        words["how"] = "\n".join(": ".join(filter(None, one)) for one in how)
    representative = taken.line("rprsCtadr")
    ends = _day(taken, "enfcEndYmd")
    topics = {name: listed(_text(taken, *fields), ",") for name, fields in TOPICS.items()}
    return Listing(
        key, name, agency, kind, "", department, place,
        words={name: text for name, text in words.items() if text},
        topics={name: found for name, found in topics.items() if found},
        deadline=deadline(None), link=taken.line("servDtlLink"),
        apply_at=next((link for _, link in _named(taken, "inqplHmpgReldList") if link), ""),
        contacts=tuple(_named(taken, "inqplCtadrList")) or ((("", representative),) if representative else ()),
        papers=tuple(name or link for name, link in _named(taken, "basfrmList")),
        laws=tuple(name or link for name, link in _named(taken, "baslawList")),
        starts=_day(taken, "enfcBgngYmd"), ends=None if ends == FOREVER else ends,
        registered=taken.moment("svcfrstRegTs"), updated=taken.moment("lastModYmd"),
        notes=tuple(taken.notes), more=taken.rest(),
    )  # fmt: skip


def _named(taken: Taken, name: str) -> list[tuple[str, str]]:
    """(name, link or text) of each sibling, in order, repeats left out."""
    rows = taken.row.get(name)
    if rows in (None, ""):
        return []
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise NotTaken(reason("not_text", name, type(rows).__name__))
    found = []
    for row in rows:
        called = row.get("servSeDetailNm") or row.get("wlfareInfoReldNm") or ""
        said = row.get("servSeDetailLink") or row.get("wlfareInfoReldCn") or ""
        if not isinstance(called, str) or not isinstance(said, str):
            raise NotTaken(reason("not_text", name, type(called).__name__))
        if called.strip() or said.strip():
            found.append((one_line(called), plain(said)))
    return list(dict.fromkeys(found))


def _day(taken: Taken, name: str) -> dt.date | None:
    found = taken.moment(name)
    return None if found is None else found.date()


def _text(taken: Taken, *names: str) -> str:
    """The first that says anything; all count as read."""
    found = [taken.text(name) for name in names]
    return next(filter(None, found), "")


def _first(taken: Taken, *names: str) -> str:
    return one_line(_text(taken, *names))


def _answer(body: bytes) -> Node:
    root = read_xml(body)
    refused = error_in(root)
    if refused is not None:
        raise refused
    return root


def _number(root: Node, name: str) -> int:
    found = root.find(name)
    text = found.text.strip() if found is not None else ""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise bad_xml(name)
    return int(text)
