"""The law and the engine that every worker must share: packs beyond the Korean one as bytes, and a digest of it all."""

from __future__ import annotations

import hashlib
import io
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from madang.insight.cluster.problems import LawDiffers
from madang.rules.service import KOREA, Rulebook, load_rulebook, packs_of_home

HOUSE = KOREA.parents[1]
ENGINE = ("rules", "insight/cluster", "packs/korea")
"""What a result rests on, below the package; tests and what Python compiles are left out."""


@dataclass(frozen=True, slots=True)
class Law:
    """engine: digest of the installed engine and the Korean pack; packs: further packs, each a tar file."""

    engine: str
    packs: tuple[bytes, ...] = ()

    @property
    def digest(self) -> str:
        """One text for the engine and all packs."""
        return hashlib.sha256(b"".join([self.engine.encode(), *map(_hash, self.packs)])).hexdigest()

    def rulebook(self) -> Rulebook:
        """The rulebook, read from what is installed here and the packs. LawDiffers; ProblemsFound."""
        if self.engine != installed():
            raise LawDiffers(installed()[:12], self.engine[:12])
        with tempfile.TemporaryDirectory(prefix="madang-packs-") as folder:
            places = [Path(folder) / str(number) for number in range(len(self.packs))]
            for place, pack in zip(places, self.packs, strict=True):
                _unpacked(pack, place)
            return load_rulebook([KOREA, *places])


def _unpacked(pack: bytes, place: Path) -> None:
    """The pack's files below a folder, and nothing else of the tar file (PEP 706's filter needs Python 3.11.4)."""
    with tarfile.open(fileobj=io.BytesIO(pack)) as opened:
        for member in opened:
            path = PurePosixPath(member.name)
            read = opened.extractfile(member) if member.isfile() else None
            if read is None or path.is_absolute() or ".." in path.parts:
                continue
            to = place / path
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(read.read())


def law_here(packs: Sequence[Path] = ()) -> Law:
    """The law as installed here, with further packs over it."""
    return Law(installed(), tuple(map(_packed, packs)))


@cache
def installed() -> str:
    """SHA-256 over the files of the engine, of the Korean pack and of the packs in the home that are taken in, with
    their names: workers whose home holds others are told that their law differs."""
    found = hashlib.sha256()
    for path in _files():
        found.update(path.relative_to(HOUSE).as_posix().encode() + b"\0" + _hash(path.read_bytes()))
    for pack in load_rulebook().regional if packs_of_home().is_dir() else ():
        for path in sorted(pack.folder.rglob("*")) if pack.of_home else ():
            if path.is_file():
                found.update(f"{pack.id}/{path.relative_to(pack.folder)}".encode() + b"\0" + _hash(path.read_bytes()))
    return found.hexdigest()


def _files() -> Iterator[Path]:
    for part in ENGINE:
        for path in sorted((HOUSE / part).rglob("*")):
            if path.is_file() and not {"tests", "__pycache__"} & set(path.parts):
                yield path


def _packed(folder: Path) -> bytes:
    """A pack as a tar file: names in order, nothing of who wrote them or when."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:xz", preset=1) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                about = tarfile.TarInfo(path.relative_to(folder).as_posix())
                about.size = path.stat().st_size
                with path.open("rb") as opened:
                    archive.addfile(about, opened)
    return written.getvalue()


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
