"""The rulebook in force: the installed pack with all releases laid over it, in order; the same in every process."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import structlog
from django.db.models import Max

from madang.rulemaking.models import Release
from madang.rules.drafting.service import laid_over, merged, pack_files, version_of
from madang.rules.service import KOREA, Label, ProblemsFound, Rulebook, install, installed_rulebook

log = structlog.get_logger(__name__)
Pair = Mapping[str, str | None]
"""A file of a draft or release: base, the text it was changed from (None: there was none), and text."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A release that is not in force because it cannot be laid over this version of the pack, and why."""

    number: int
    why: Label


@dataclass(frozen=True, slots=True)
class InForce:
    """number: of the latest release that was looked at, 0 before the first. files: the rules' texts, by path."""

    number: int
    files: Mapping[str, str]
    version: str
    rulebook: Rulebook = field(repr=False, compare=False)
    left_out: tuple[LeftOut, ...] = ()


class Collides(Exception):
    """The same lines of a file were changed otherwise; carries the path."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class _Held:
    """What this process answers from."""

    now: InForce | None = None
    laid = False
    """Whether something else than the pack's was installed."""
    reading = threading.Lock()


def in_force() -> InForce:
    """The rulebook in force by the releases there are now, put in its place in this process. One query.

    Reading a release takes as long as reading the pack; while one thread reads, others wait here, but requests go on
    with the rulebook before. Raises ProblemsFound only where the installed pack itself is at fault.
    """
    latest = latest_release()
    held = _Held.now
    if held is None or held.number != latest or held.rulebook is not installed_rulebook():
        with _Held.reading:
            held = _Held.now
            if held is None or held.number != latest or held.rulebook is not installed_rulebook():
                held = _Held.now = _read()
    return held


def latest_release() -> int:
    """Its number, 0 before the first. One query."""
    return Release.objects.aggregate(latest=Max("number"))["latest"] or 0


def forget() -> None:
    """As at the start of the process: the installed pack's rulebook, and nothing known of releases."""
    _Held.now, _Held.laid = None, False
    install(None)


def laid(files: Mapping[str, str], changed: Mapping[str, Pair]) -> dict[str, str]:
    """The files with a draft's or release's in their places; what both changed is put together. Raises Collides."""
    found = dict(files)
    for path, pair in changed.items():
        base, text = pair["base"] or "", pair["text"] or ""
        here = files.get(path, "")
        both = text if here == base else merged(base, text, here)
        if both is None:
            raise Collides(path)
        found[path] = both
    return dict(sorted(found.items()))


def collision(path: str) -> Label:
    """In words."""
    return Label(
        f"{path}: 지금 시행 중인 파일도 같은 줄을 다르게 바꾸었습니다.",
        f"{path}: the file in force has changed the same lines otherwise",
    )


def _read() -> InForce:
    releases = list(Release.objects.order_by("number").values_list("number", "files"))
    number = releases[-1][0] if releases else 0
    pack = pack_files(KOREA)
    files, rulebook, left = together(pack, releases)
    for one in left:
        log.error("release_left_out", release=one.number, why=one.why.en)
    if rulebook is not None or _Held.laid:
        install(rulebook)
    _Held.laid = rulebook is not None
    rulebook = installed_rulebook()
    log.info("rulebook_in_force", release=number, left_out=[one.number for one in left])
    return InForce(number, files, version_of(files), rulebook, tuple(left))


def together(
    pack: Mapping[str, str], releases: Iterable[tuple[int, Mapping[str, Pair]]]
) -> tuple[dict[str, str], Rulebook | None, list[LeftOut]]:
    """(files, rulebook, what is left out): all releases at once; one by one only where that does not hold together.

    No rulebook: nothing is laid over the pack.
    """
    files, left, known = dict(pack), list[LeftOut](), list(releases)
    laying = dict(pack)
    try:
        for _number, changed in known:
            laying = laid(laying, changed)
        return laying, _bound(pack, laying), []
    except (Collides, ProblemsFound):
        pass
    rulebook: Rulebook | None = None
    for number, changed in known:
        try:
            tried = laid(files, changed)
            rulebook, files = _bound(pack, tried) or rulebook, tried
        except Collides as collides:
            left.append(LeftOut(number, collision(collides.path)))
        except ProblemsFound as found:
            left.append(LeftOut(number, Label(found.text("ko"), found.text("en"))))
    return files, rulebook, left


def _bound(pack: Mapping[str, str], files: Mapping[str, str]) -> Rulebook | None:
    """Raises ProblemsFound."""
    differing = {path: text for path, text in files.items() if pack.get(path) != text}
    return laid_over(differing) if differing else None
