"""A source as files in a folder: what was downloaded once, page by page.

정부24: `serviceList-1.json`, `serviceDetail-1.json`, `supportConditions-1.json` and so on. 복지로: `list-1.xml` and so
on, and `detail/<servId>.xml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from madang.services.catalogue.listed.refusals import SourceMissing
from madang.services.catalogue.listed.sources import Portal, Rows
from madang.services.catalogue.open_data.service import BadPage, Reason, SourceRefused, bokjiro, gov24, reason

_numbered = re.compile(r"(?P<part>[A-Za-z]+?)[-_.]?(?P<number>[0-9]+)?\.(?:json|xml)")


@dataclass(frozen=True)
class Folder:
    """`SourceMissing` where there is no such folder, or no page of a part in it."""

    portal: Portal
    path: Path

    @property
    def address(self) -> str:
        """The folder as it was named."""
        return str(self.path)

    @cached_property
    def pages(self) -> dict[str, list[Path]]:
        """Files of each part in the order of their numbers."""
        try:
            found = [(path, _numbered.fullmatch(path.name)) for path in self.path.iterdir() if path.is_file()]
        except OSError as error:
            raise SourceMissing(
                f"{self.path}: 폴더를 읽을 수 없습니다 ({error.strerror}). 내려 받은 파일이 있는 폴더를 주세요.",
                f"{self.path}: the folder cannot be read ({error.strerror}); name the one with the downloaded files",
            ) from None
        pages: dict[str, list[tuple[int, Path]]] = {}
        for path, match in found:
            if match is not None:
                pages.setdefault(match["part"], []).append((int(match["number"] or 1), path))
        return {part: [path for _, path in sorted(numbered)] for part, numbered in pages.items()}

    def page(self, part: str, number: int) -> Rows:
        """A file of the part. Only the last page may have fewer rows than the source says, and the list is whole."""
        files = self.pages.get(part)
        if not files:
            ending = "json" if self.portal.name == "gov24" else "xml"
            raise SourceMissing(
                f"{self.path}: {part}-1.{ending} 파일이 없습니다. 세 부분의 모든 쪽을 한 폴더에 두세요.",
                f"{self.path}: there is no {part}-1.{ending}; put every page of every part into one folder",
            )
        reader = gov24.read_page if self.portal.name == "gov24" else bokjiro.read_list_page
        if number > len(files):
            return Rows((), reader(self._read(files[-1])).total)
        try:
            page = reader(self._read(files[number - 1]))
        except (BadPage, SourceRefused) as refused:
            refused.told_of(files[number - 1].name)
            raise
        return Rows(page.rows, page.total)

    def details(self, part: str, keys: Sequence[str]) -> Rows:
        """`detail/<servId>.xml` of each; a file that is missing or no detail leaves its service without one."""
        rows, missing = [], []
        for key in keys:
            path = self.path / part / f"{key}.xml"
            found = detail_or_reason(key, path.read_bytes() if path.is_file() else None)
            if isinstance(found, Reason):
                missing.append((key, found))
            else:
                rows.append(found)
        return Rows(rows, None, missing)

    def _read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise SourceMissing(
                f"{path}: 읽을 수 없습니다 ({error.strerror}). 파일의 권한을 확인하세요.",
                f"{path}: cannot be read ({error.strerror}); see who may read the file",
            ) from None


def detail_or_reason(key: str, body: bytes | None) -> dict[str, object] | Reason:
    """The detail in an answer, or why there is none. What the source refuses for good or for now is raised."""
    if body is None:
        return reason("no_such_detail", detail=key)
    try:
        row = bokjiro.read_detail_answer(body)
    except BadPage as bad:
        return reason("no_such_detail", detail=f"{key}: {bad.label.en}")
    said = bokjiro.key_of(row)
    return row if said == key else reason("another_id", detail=f"{key}, {said if isinstance(said, str) else said.code}")
