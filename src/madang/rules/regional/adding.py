"""One pack after the other beside the national rulebook: bound, measured, checked; or left out with the reasons."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from madang.rules.binding.amounts import check_amounts
from madang.rules.binding.assembly import bind_beside
from madang.rules.binding.checks import check_cycles, check_exclusions, check_years
from madang.rules.binding.names import Vocabulary
from madang.rules.binding.reachability import check_reachability
from madang.rules.binding.rulebook import Rulebook
from madang.rules.loading.service import Pack, merge
from madang.rules.model import Label, Place
from madang.rules.problems import Problem, Problems, ProblemsFound
from madang.rules.regional.measuring import check_costs
from madang.rules.regional.reading import read_pack
from madang.rules.regional.records import LeftOut, RegionalPack
from madang.rules.regional.worked import check_cases

log = logging.getLogger(__name__)


def with_regional(base: Rulebook, folders: Iterable[tuple[Path, bool]]) -> Rulebook:
    """The rulebook with the packs of the folders (each with whether it is the home's), in their order.

    Never raises for a pack: one that is refused stands in `left_out`, is logged, and nothing else changes.
    """
    taken: list[tuple[RegionalPack, Rulebook]] = []
    left_out: list[LeftOut] = []
    for folder, of_home in folders:
        try:
            taken.append(_taken(base, folder, of_home, [one for one, _ in taken]))
        except ProblemsFound as found:
            left_out.append(LeftOut(folder, found))
            log.warning("지역 꾸러미를 뺐습니다 / a regional pack is left out: %s / %s", *first_lines(left_out[-1]))
    return replace(_together(base, taken), left_out=tuple(left_out))


def first_lines(left_out: LeftOut) -> tuple[str, str]:
    """The first reason in Korean and in English."""
    return left_out.lines("ko")[0], left_out.lines("en")[0]


def checked(base: Rulebook, folder: Path, others: Iterable[RegionalPack]) -> RegionalPack:
    """A pack that could be taken in beside the national rulebook and others, its worked cases run. ProblemsFound."""
    here = folder.resolve()
    return _taken(base, folder, True, [one for one in others if one.folder.resolve() != here], cases=True)[0]


def _taken(
    base: Rulebook, folder: Path, of_home: bool, others: list[RegionalPack], *, cases: bool = False
) -> tuple[RegionalPack, Rulebook]:
    """The pack, and the base with it alone: no pack sees another's names. cases: whether its worked cases are run."""
    try:
        found = read_pack(folder, base.regions, of_home=of_home)
        _alone(found, others)
        rulebook = _bound(base, found.pack)
        if cases:
            check_cases(rulebook, found)
        return found, rulebook
    except ProblemsFound:
        raise
    except RecursionError:
        raise _refused(folder, "too_deep", "너무 깊이 겹쳐 있습니다.", "it is nested too deeply") from None
    except Exception as error:  # whatever a folder of somebody else's can bring about, the house goes on without it
        log.exception("a regional pack could not be read: %s", folder)
        name = type(error).__name__
        raise _refused(folder, "unreadable", f"읽을 수 없습니다 ({name}).", f"it cannot be read ({name})") from error


def _refused(folder: Path, code: str, ko: str, en: str) -> ProblemsFound:
    return ProblemsFound([Problem(code, Label(ko, en), Place(f"{folder.name}/pack.yaml", 1))])


def _alone(found: RegionalPack, others: list[RegionalPack]) -> None:
    """Refuses an id that is there, and one whose names could be another's."""
    for other in others:
        one, two = sorted((f"{found.id}_", f"{other.id}_"), key=len)
        if two.startswith(one):
            same = f"{other.folder}"
            raise _refused(found.folder, "duplicate_pack", f"'{other.id}' 꾸러미가 이미 있어 이름이 겹칩니다 ({same}).",
                           f"its names would be those of the pack '{other.id}' that is there ({same})")  # fmt: skip


def _bound(base: Rulebook, pack: Pack) -> Rulebook:
    problems = Problems()
    whole = _merged(base.pack, [pack])
    rulebook = bind_beside(base, whole, pack, problems)
    problems.check()
    services = list(pack.services.values())
    derived = [*pack.derived, *(f"{one.id}.{own.name}" for one in services for own in one.derived)]
    check_cycles(rulebook, problems, derived)
    check_exclusions(rulebook, problems, pack.facts.values())
    problems.check()
    check_costs(rulebook, pack, problems)
    problems.check()
    check_years(rulebook, problems, services)
    check_reachability(rulebook, problems, services)
    check_amounts(rulebook, problems, services)
    problems.check()
    return rulebook


def _merged(base: Pack, packs: list[Pack]) -> Pack:
    """The base with what the packs add: still the base by its id, label and years; the version tells which they are."""
    versions = "\n".join(f"{pack.id} {pack.version}" for pack in packs)
    version = f"{base.version[:40]}+local.{hashlib.sha256(versions.encode()).hexdigest()[:12]}"
    return replace(merge([base, *packs]), id=base.id, label=base.label, version=version)


def _together(base: Rulebook, taken: list[tuple[RegionalPack, Rulebook]]) -> Rulebook:
    """One rulebook of all; each expression as it was bound beside the base alone."""
    if not taken:
        return base
    pack = _merged(base.pack, [one.pack for one, _ in taken])
    bound: dict[Any, Any] = dict(base.bound)
    derived = dict(base.derived)
    for _, rulebook in taken:
        bound.update(rulebook.bound)
        derived.update(rulebook.derived)
    vocabulary = Vocabulary(pack.facts, derived, pack.parameters)
    return replace(Rulebook(pack, vocabulary, bound, derived, base.regions), regional=tuple(one for one, _ in taken))
