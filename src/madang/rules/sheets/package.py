"""The zip of an xlsx or ods file: opened only when it is small unpacked too, and holds nothing that runs or fetches."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from madang.rules.loading.service import Problems
from madang.rules.problems import ProblemsFound
from madang.rules.sheets.bounds import most_parts, most_unpacked
from madang.rules.sheets.cells import CellPlace

_old_office = b"\xd0\xcf\x11\xe0"  # the compound files of old Excel, and of xlsx with a password
_macro = re.compile(r"vbaProject|vbaData|/activeX/|/macrosheets/|/ctrlProps/|^Basic/|^Scripts/", re.IGNORECASE)
_outside = re.compile(r"/externalLinks/|/connections\.xml$|/queryTables/|/webExtensions|/customData/", re.IGNORECASE)
_inside = re.compile(r"/embeddings/|oleObject", re.IGNORECASE)


def fault(code: str, file: str, ko: str, en: str) -> ProblemsFound:
    """The exception for what concerns a file as a whole; its place is the first cell."""
    problems = Problems()
    problems.add(code, CellPlace(file, 1, 1), ko, en)
    return ProblemsFound(problems.found)


def open_package(data: bytes, file: str) -> zipfile.ZipFile:
    """The zip, whose parts together are small. ProblemsFound: no zip, too large, encrypted, macros, links."""
    if data[:4] == _old_office:
        raise fault(
            "old_workbook",
            file,
            "옛 형식(xls)이거나 암호가 걸린 파일입니다. 암호를 풀고 xlsx로 저장해 주세요.",
            "an old workbook (xls) or one with a password; save it as xlsx without a password",
        )
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError, OverflowError):
        raise broken(file) from None
    # zipfile reads no more of a part than its stated size, so what is stated is what there can be.
    if len(parts) > most_parts or sum(part.file_size for part in parts) > most_unpacked:
        raise fault(
            "too_large_unpacked",
            file,
            f"압축을 풀면 {most_unpacked:,}바이트를 넘습니다. 표가 있는 시트만 새 파일로 저장해 주세요.",
            f"unpacked, the file is larger than {most_unpacked:,} bytes; save the sheet with the table as a new file",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise fault(
            "encrypted",
            file,
            "암호가 걸린 파일입니다. 암호를 풀고 저장해 주세요.",
            "the file is encrypted; save it without a password",
        )
    _refuse_active(parts, file)
    _refuse_declarations(package, file)
    return package


def _refuse_declarations(package: zipfile.ZipFile, file: str) -> None:
    """No part declares a document type (XML 1.0 §2.8): entities could swell, or name a file elsewhere."""
    try:
        held = [package.read(name) for name in package.namelist() if name.lower().endswith((".xml", ".rels"))]
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise broken(file) from None
    # Only UTF-8 is looked through; both formats allow UTF-16 too, which no program writes.
    if any(b"\0" in part[:4] or b"<!DOCTYPE" in part or b"<!ENTITY" in part for part in held):
        raise fault(
            "declarations",
            file,
            "파일 안에 문서 형식 선언이 있습니다. 스프레드시트 프로그램에서 열어 다시 저장해 주세요.",
            "the file holds declarations of a document type; open it in a spreadsheet program and save it again",
        )


def _refuse_active(parts: list[zipfile.ZipInfo], file: str) -> None:
    names = [part.filename for part in parts]
    if any(_macro.search(name) for name in names):
        raise fault(
            "macro",
            file,
            "매크로가 든 파일은 받지 않습니다. 매크로 없는 xlsx나 ods로 저장해 주세요.",
            "a file with macros is not taken; save it without macros, as xlsx or ods",
        )
    if any(_outside.search(name) for name in names):
        raise fault(
            "external_link",
            file,
            "다른 파일이나 자료에 이어진 통합 문서는 받지 않습니다. 연결을 끊고 값으로 저장해 주세요.",
            "a workbook linked to other files or data is not taken; break the links and save the values",
        )
    if any(_inside.search(name) for name in names):
        raise fault(
            "embedded_object",
            file,
            "다른 문서가 끼워진 파일은 받지 않습니다. 끼운 개체를 지우고 저장해 주세요.",
            "a file with embedded objects is not taken; delete the objects and save it",
        )


def broken(file: str) -> ProblemsFound:
    """The exception for a workbook that cannot be read: cut off, damaged, or something else under this name."""
    return fault(
        "broken_workbook",
        file,
        "통합 문서를 읽을 수 없습니다. 파일이 잘렸거나 망가졌습니다. 프로그램에서 열어 다시 저장해 주세요.",
        "the workbook cannot be read: it is cut off or damaged; open it in its program and save it again",
    )
