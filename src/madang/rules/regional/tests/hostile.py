"""Folders that try to run, read, swell or hold up; each with the code it is refused by."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

from tests.local_pack import CASES, CASES_FILE, ID, SERVICE_FILE, clause, replace

Spoil = Callable[[Path], object]


def _append(file: str, text: str) -> Spoil:
    return lambda folder: (folder / file).write_text((folder / file).read_text("utf-8") + text, "utf-8")


def _new(file: str, text: str = "facts: []\n") -> Spoil:
    def spoil(folder: Path) -> None:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, "utf-8")

    return spoil


def _when(text: str) -> Spoil:
    return lambda folder: clause(folder, text)


def _instead(old: str, new: str) -> Spoil:
    return lambda folder: replace(folder, old, new)


def _linked_folder(folder: Path) -> None:
    for path in (folder / "units").iterdir():
        path.unlink()
    (folder / "units").rmdir()
    (folder / "units").symlink_to(folder / "parameters")


def _linked_head(folder: Path) -> None:
    (folder / "pack.yaml").rename(folder.parent / "kept")
    (folder / "pack.yaml").symlink_to(folder.parent / "kept")


def _hard_link(folder: Path) -> None:
    elsewhere = folder.parent.parent / "elsewhere.yaml"
    elsewhere.write_text("facts: []\n", "utf-8")
    os.link(elsewhere, folder / "vocabulary" / "more.yaml")


def _socket(folder: Path) -> None:
    here = Path.cwd()
    os.chdir(folder / "services")  # the name of a socket may be short only
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind("more.yaml")
    finally:
        os.chdir(here)


def _hundred_megabytes(folder: Path) -> None:
    with (folder / "parameters" / "large.yaml").open("wb") as opened:
        opened.truncate(100_000_000)


def _many_files(folder: Path) -> None:
    for number in range(3_000):
        (folder / "docs" / f"n{number}.md").touch()


def _many_services(folder: Path) -> None:
    """As many services as fit into the files that may be there: ten million bytes of them."""
    for number in range(60):
        lines = "\n".join(f"  - {{service: {ID}_{number}_{one}}}" for one in range(1_700))
        (folder / "services" / f"many{number}.yaml").write_text(f"services:\n{lines}\n", "utf-8")


def _fifty_services(folder: Path) -> None:
    text = (folder / SERVICE_FILE).read_text("utf-8")
    for number in range(60):
        (folder / "services" / f"s{number}.yaml").write_text(
            text.replace(f"service: {ID}", f"service: {ID}_{number}"), "utf-8"
        )


def _chain(folder: Path, first: str, each: str, count: int, type_: str, of: str) -> None:
    """Derived values of which each rests on the one before it, told last first."""
    entries = [
        f"  - {{name: {ID}.d{number}, entity: person, type: {type_}, law: 시험, "
        f"value: '{each.format(f'self.{ID}.d{number - 1}') if number else first}'}}"
        for number in reversed(range(count))
    ]
    (folder / "vocabulary" / "chain.yaml").write_text("derived:\n" + "\n".join(entries), "utf-8")
    clause(folder, of.format(f"{ID}.d{count - 1}"))


def _doubling(folder: Path) -> None:
    _chain(folder, '"' + "a" * 50 + '"', "{0} + {0}", 40, "text", "{0} = person.sex")


def _deep_chain(count: int) -> Spoil:
    return lambda folder: _chain(folder, "1", "{0} + 1", count, "number", "{0} > age")


def _nested(count: int, source: str) -> str:
    return "".join(f"(some v{number} in {source} satisfies " for number in range(count)) + "age > 3" + ")" * count


_MANY_CASES = "\n".join(
    f"  - {{id: n{number}, kind: typical, provenance: derived, source: x, derivation: x, family: {{}}, expect: {{}}}}"
    for number in range(1_500)
)
HOSTILE: dict[str, tuple[str, Spoil]] = {
    "a program": ("not_data", _new("services/evil.py", "import os\n")),
    "a program at the root": ("not_data", _new("__init__.py", "import os\n")),
    "a shared object": ("not_data", _new("services/evil.so", "\x7fELF")),
    "a program in a folder of its own": ("unknown_folder", _new("src/evil.py", "import os\n")),
    "a folder within a folder": ("unknown_folder", _new("services/more/x.yaml")),
    "a link to a file": ("link", lambda folder: (folder / "services" / "x.yaml").symlink_to("/etc/passwd")),
    "a link in place of pack.yaml": ("link", _linked_head),
    "a link to a folder": ("link", _linked_folder),
    "a link out by dots": ("link", lambda folder: (folder / "docs" / "x.md").symlink_to("../../../secret.md")),
    "another name of a file elsewhere": ("linked_file", _hard_link),
    "a pipe that never ends": ("no_file", lambda folder: os.mkfifo(folder / "services" / "more.yaml")),
    "a socket": ("no_file", _socket),
    "a name with a line break": ("not_data", _new("services/a\nb.yaml")),
    "a name that is hidden": ("not_data", _new("services/.hidden.yaml")),
    "a hundred megabytes": ("too_large", _hundred_megabytes),
    "three thousand files": ("too_many_files", _many_files),
    "a hundred thousand services": ("too_large", _many_services),
    "sixty services": ("too_many", _fifty_services),
    "a file that swells by aliases": ("alias", _append("vocabulary/facts.yaml", "x: &a [1, 1]\ny: [*a, *a]\n")),
    "a tag that makes an object": ("tag", _append("pack.yaml", 'x: !!python/object/apply:os.system ["true"]\n')),
    "brackets ten thousand deep": ("too_deep", _append("pack.yaml", "x: " + "[" * 10_000 + "]" * 10_000 + "\n")),
    "fifty thousand values": ("too_many_values", _append("pack.yaml", "x: [" + "1," * 50_000 + "1]\n")),
    "two documents": ("second_document", _append("pack.yaml", "---\nid: local_other\n")),
    "another encoding": ("encoding", lambda folder: (folder / "pack.yaml").write_bytes("id: 가".encode("utf-16"))),
    "null bytes": ("null_byte", _append("pack.yaml", "\0")),
    "a path as its id": ("bad_name", _instead(f"id: {ID}", "id: ../../evil")),
    "the id of another": ("bad_name", _instead(f"id: {ID}", "id: local_other")),
    "an id like a national name": ("bad_name", _instead(f"id: {ID}", "id: korea")),
    "a file it would have included": ("unknown_key", _append("pack.yaml", "include: /etc/passwd\n")),
    "a figure of the nation": ("not_its_own", _instead(f"name: {ID}_months", "name: median_income")),
    "a fact of the nation": ("not_its_own", _instead(f"name: {ID}.months", "name: person.age")),
    "a service of the nation": ("not_its_own", _instead(f"service: {ID}", "service: basic_pension")),
    "a unit of the nation": ("not_its_own", _instead(f"name: {ID}_home", "name: self_and_spouse")),
    "an agency asked on its word": ("not_its_own", _instead("{agency: ask}",
                                    "{agency: nts, field: monthly_earned_income}")),
    "a fact that rules out the nation's": ("not_its_own", _instead("type: number\n    time",
                                           "type: number\n    rules_out: [employment.earned_income]\n    time")),
    "its own condition of residence": ("duplicate_name", _instead("id: long", "id: resident")),
    "a fact that is not there": ("unknown_fact", _when("local_other.secret > 3")),
    "a place that is not there": ("unknown_region", _instead("경기도 용인시", "없는시")),
    "a district that is no authority": ("no_authority", _instead("경기도 용인시", "경기도 용인시 처인구")),
    "a place of several names": ("ambiguous_region", _instead("경기도 용인시", "중구")),
    "years without end": ("bad_years", _instead("years: [2024, 2026]", "years: [1, 9999]")),
    "a figure that ends": ("missing_year", _instead("to: 2026-12-31", "to: 2025-06-30")),
    "a definition that rests on itself": ("cycle", _instead(
        f"self.{ID}.months >=", f"self.{ID}.long and self.{ID}.months >=")),
    "a condition nobody can fail": ("unreachable_clause", _when(f"{ID}.months >= 0")),
    "loops within loops": ("too_costly", _when("count(for a in 1..100, b in 1..100, c in 1..100 return a) > age")),
    "loops in loops in loops": ("too_costly", _when(
        "some a in 1..90 satisfies (some b in 1..90 satisfies a * b > age)")),
    "a range without end": ("too_costly", _when("count(for a in 1..999999999999 return a) > age")),
    "a range as long as somebody is old": ("too_costly", _when("count(for a in 1..age return a) > 3")),
    "everybody asked about everybody": ("too_costly", _when(_nested(5, "unit"))),
    "lists of relatives of relatives": ("too_costly", _when(
        "count(for a in unit return for b in a.children return for c in b.children return c.children) > age")),
    "a tower of powers": ("too_costly", _when("9 ** 9 ** 9 ** 9 ** 9 > age")),
    "a tower within a list": ("too_costly", _when("some a in [9 ** 9 ** 9 ** 9 ** 9] satisfies age > 3")),
    "a tower within a filter": ("too_costly", _when("count(unit[item.age > 9 ** 9 ** 9 ** 9 ** 9]) > 3")),
    "a power of what somebody says": ("too_costly", _when("2 ** age > 5")),
    "numbers of thousands of digits": ("too_costly", _when("(age" + (" * 1" + "0" * 33) * 10 + ") ** 9 > 3")),
    "a text that doubles": ("too_costly", _doubling),
    "a chain of definitions": ("too_costly", _deep_chain(60)),
    "a chain of definitions without end": ("too_deep", _deep_chain(290)),
    "a mean over a billion months": ("too_costly", _when("monthly average(employment.earned_income, 999999999) > age")),
    "an expression of a page": ("too_long", _when("age > 3 and " * 400 + "age > 4")),
    "brackets two hundred deep": ("feel_syntax", _when("(" * 200 + "age" + ")" * 200 + " > 3")),
    "a function of its own": ("not_allowed", _when("(function(f) f(f))(function(f) f(f))")),
    "a worked case with another answer": ("case_differs", _new(CASES_FILE, CASES.replace("amount: 1000", "amount: 2"))),
    "a worked case of the nation's": ("not_its_own", _new(CASES_FILE, CASES.replace(ID, "livelihood", 1))),
    "worked cases without end": ("too_large", _new(CASES_FILE, CASES + _MANY_CASES)),
    "a program by name": ("unknown_function", _when('open("/etc/passwd") = person.sex')),
}  # fmt: skip
