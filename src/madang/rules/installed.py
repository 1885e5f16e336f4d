"""What the packs that are installed say, read from their folders."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from madang.rules.binding.assembly import bind_pack
from madang.rules.binding.rulebook import Rulebook
from madang.rules.cases import Case
from madang.rules.cases import load_cases as _load_cases
from madang.rules.loading.service import Laid, load_pack, merge
from madang.rules.regional.adding import checked, with_regional
from madang.rules.regional.folders import WITH_PRODUCT, pack_folders
from madang.rules.regional.records import RegionalPack
from madang.rules.regions import Regions

KOREA = Path(__file__).resolve().parents[1] / "packs" / "korea"


def installed_packs() -> tuple[Path, ...]:
    """The folders of the installed packs, the base first."""
    return (KOREA,)


def load_rulebook(
    folders: Sequence[Path] = (KOREA,), *, home: Path | None = None, laid: Laid | None = None
) -> Rulebook:
    """The rulebook of one or more packs, the base first. Raises ProblemsFound naming file and line.

    Beside the Korean pack stand those of its provinces and cities: of the product, and of the operator's home
    (:func:`madang.rules.regional.folders.of_home`, unless `home` names another folder). One that may not be taken in is
    left out (`left_out`) and stops nothing. laid: texts in the place of files of the first pack, or beside them.
    """
    rulebook = _bound(folders, laid)
    return with_regional(rulebook, pack_folders(home)) if folders[0] == KOREA else rulebook


def _bound(folders: Sequence[Path], laid: Laid | None = None) -> Rulebook:
    packs = [load_pack(folders[0], laid=laid or {}), *map(load_pack, folders[1:])]
    regions = Regions.load(folders[0] / "regions")
    return bind_pack(packs[0] if len(packs) == 1 else merge(packs), regions)


def check_regional(folder: Path, *, home: Path | None = None) -> RegionalPack:
    """The pack of a province or city in a folder, if it could stand beside what is installed. ProblemsFound."""
    base = _bound((KOREA,))
    return checked(base, folder, with_regional(base, pack_folders(home)).regional)


class _Installed:
    """What the process answers from; changed as a whole, so whoever holds one goes on with that one."""

    rulebook: Rulebook | None = None
    reading = threading.Lock()


def installed_rulebook() -> Rulebook:
    """The rulebook in force here, read once in a process and shared by all its rooms and threads: it is frozen, and
    what one has worked out of its expressions the others need not work out again. The Korean pack's until another was
    put in its place (:func:`install`): ask again rather than keep it. ProblemsFound."""
    found = _Installed.rulebook
    if found is None:
        with _Installed.reading:
            found = _Installed.rulebook
            if found is None:
                found = _Installed.rulebook = load_rulebook(installed_packs())
    return found


def install(rulebook: Rulebook | None) -> None:
    """Puts a rulebook in the place of the one in force in this process; None: the installed packs', read anew."""
    _Installed.rulebook = rulebook


def load_regions(folder: Path = KOREA) -> Regions:
    """The table of regions of a pack. Raises ProblemsFound."""
    return Regions.load(folder / "regions")


def load_cases(folder: Path = KOREA) -> list[Case]:
    """The worked cases of a pack; of the Korean one with those of the regional packs that come with the product.

    Raises ProblemsFound for one without provenance.
    """
    beside = sorted(path for path in WITH_PRODUCT.glob("*") if path.is_dir()) if folder == KOREA else []
    return [case for one in (folder, *beside) for case in _load_cases(one)]
