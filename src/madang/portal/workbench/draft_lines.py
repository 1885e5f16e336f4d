"""All that a draft's page shows, by a constant number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from madang.identity.anyid.service import called_all
from madang.portal.shown.words import said
from madang.portal.workbench.differing import counted
from madang.portal.workbench.effect_lines import effect_lines
from madang.portal.workbench.frame import releases_rules, writes
from madang.portal.workbench.lines import draft_line, revision_lines, services_named, short
from madang.rulemaking import service as rulemaking
from madang.rules.service import Label
from madang.trust.service import Principal


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of the draft. new: it is not among the rules in force. more, less: lines added and taken out."""

    path: str
    new: bool
    more: int
    less: int
    problems: int


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """Something that is wrong, with the line it stands on. yours: whether the file is part of the draft."""

    words: str
    file: str
    line: int
    text: str
    yours: bool


@dataclass(frozen=True, slots=True)
class YearLine:
    """A service in a year in which its answers can be others. before, after: digests, "" where it is not answered."""

    service: str
    id: str
    year: int
    before: str
    after: str
    since: str


def draft_context(draft: rulemaking.Draft, principal: Principal) -> dict[str, Any]:
    """Within the principal's context."""
    revisions = rulemaking.revisions_of(draft)
    current = rulemaking.revision(draft, draft.revision)
    finding, held = rulemaking.finding_of(current), rulemaking.in_force()
    ids = [draft.author, draft.submitted_by, draft.answered_by, *(one.author for one in revisions)]
    names = called_all(filter(None, ids))
    found = finding.found if finding else {}
    editable = draft.state in rulemaking.EDITABLE
    wrote = principal.id in {one.author for one in revisions} or principal.id == draft.author
    effects = effect_lines(rulemaking.effects_of(current))
    return {
        "draft": draft, "line": draft_line(draft, names, principal), "names": names,
        "files": file_lines(current.files, found), "problems": problem_lines(current.files, found),
        "more_problems": found.get("more_problems", 0), "cases": case_lines(found.get("cases")),
        "years": year_lines(found), "services": services_named(found.get("services", ())),
        "finding": finding, "stale": finding is not None and finding.against != held.version,
        "history": revision_lines(revisions, names), "effects": effects,
        "working": any(one.state in ("waiting", "working") for one in effects),
        "on": _suggested(found), "submitted_by": names.get(draft.submitted_by, draft.submitted_by),
        "answered_by": names.get(draft.answered_by, draft.answered_by),
        "may_edit": editable and writes(principal), "may_review": draft.state == "submitted"
        and releases_rules(principal) and not wrote, "wrote": wrote, "reviews": releases_rules(principal),
        "may_take_back": draft.state == "submitted" and writes(principal), "base": short(draft.base),
    }  # fmt: skip


def file_lines(files: dict[str, dict[str, str | None]], found: dict[str, Any]) -> list[FileLine]:
    """In the order of their paths."""
    wrong = [one["file"] for one in found.get("problems", ())]
    lines = []
    for path, pair in sorted(files.items()):
        more, less = counted(pair["base"] or "", pair["text"] or "")
        lines.append(FileLine(path, pair["base"] is None, more, less, wrong.count(path)))
    return lines


def problem_lines(files: dict[str, dict[str, str | None]], found: dict[str, Any]) -> list[ProblemLine]:
    """Each with the text it is about, where that is the draft's."""
    lines = []
    for one in found.get("problems", ()):
        pair = files.get(one["file"])
        texts = (pair["text"] or "").split("\n") if pair else []
        text = texts[one["line"] - 1].strip() if 0 < one["line"] <= len(texts) else ""
        words = said(Label(one["ko"], one["en"]))
        lines.append(ProblemLine(words, one["file"], one["line"], text[:160], pair is not None))
    return lines


def case_lines(cases: dict[str, Any] | None) -> dict[str, Any] | None:
    """What was found of the worked cases, in the page's language; examinations of before are told as they were kept."""
    if cases is None:
        return None
    differing = [
        {**one, "lines": [line if isinstance(line, str) else said(Label(**line)) for line in one["lines"]]}
        for one in cases["differing"]
    ]
    return {**cases, "differing": differing}


def year_lines(found: dict[str, Any]) -> list[YearLine]:
    """Services and years whose closures differ."""
    return [YearLine(said(Label(one["ko"], one["en"])), one["service"], one["year"], short(one["before"]),
                     short(one["after"]), one["since"]) for one in found.get("years", ())]  # fmt: skip


def _suggested(found: dict[str, Any]) -> str:
    """A day on which there is something to see: in the first month of the first year that differs."""
    years = found.get("years", ())
    if not years:
        return ""
    since = dt.date.fromisoformat(years[0]["since"]) if years[0]["since"] else dt.date(years[0]["year"], 1, 1)
    return max(since, dt.date(years[0]["year"], 1, 15)).isoformat()
