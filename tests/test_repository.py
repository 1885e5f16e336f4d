"""What is tracked: nothing of one machine, hashed locks, permitted licences, files of a readable size."""

from __future__ import annotations

import os
import re
import subprocess
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

from tests.plan import ROOT, SOURCE

LONGEST_FILE = 350
VAGUE = {"utils.py", "helpers.py", "manager.py", "common.py", "misc.py"}
ONE_MACHINE = re.compile(r"(?<![\w.])/(work|root|opt|home/\w+)/(?!\.\.)[\w.]")
REGISTRY = re.compile(r"https?://[^\s]*(pypi\.org/simple|/simple/|registry\.npmjs)|--(extra-)?index-url|--find-links")


def tracked() -> list[Path]:
    """Files under version control, or, outside a checkout, those of the source tree."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    return [ROOT / name for name in names if name and (ROOT / name).is_file()] or sorted(SOURCE.rglob("*.py"))


def texts() -> dict[Path, str]:
    found = {}
    for path in tracked():
        if path.suffix not in {".woff2", ".png", ".gz", ".ico"} and path != Path(__file__):
            found[path] = path.read_text(encoding="utf-8", errors="replace")
    return found


def test_no_path_of_one_machine_and_no_registry() -> None:
    offending = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path, text in texts().items()
        for pattern in (ONE_MACHINE, REGISTRY)
        if (found := pattern.search(text))
    ]
    assert offending == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_is_pinned_and_hashed(name: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text(encoding="utf-8").strip())
    assert len(entries) > 20
    assert [entry.split("\n")[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_licences_are_permissive_or_of_the_library_kind() -> None:
    """No GPL or AGPL inside the product; LGPL only as a library (psycopg)."""
    forbidden = []
    for name in re.findall(
        r"^([a-z0-9][\w.-]*)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE
    ):
        try:
            about = metadata(name)
        except PackageNotFoundError:  # for another platform
            continue
        said = [about.get("License-Expression") or "", (about.get("License") or "")[:80]]
        said += [line for line in about.get_all("Classifier") or [] if line.startswith("License")]
        if re.search(r"(?<!L)(?<!Lesser )\bA?GPL|(?<!Lesser )General Public License", " ".join(said)):
            forbidden.append((name, said))
    assert forbidden == []


def test_files_are_of_a_readable_size_and_say_what_they_are() -> None:
    sizes = {path: path.read_text(encoding="utf-8").count("\n") for path in SOURCE.rglob("*.py")}
    assert [str(path.relative_to(ROOT)) for path, lines in sizes.items() if lines > LONGEST_FILE] == []
    assert [str(path.relative_to(ROOT)) for path in sizes if path.name in VAGUE] == []


def test_environment_variables_are_documented_for_the_operator() -> None:
    guide = (ROOT / "docs" / "guide" / "operator.md").read_text(encoding="utf-8")
    read = set()
    for path in [*SOURCE.rglob("*.py"), ROOT / "conftest.py"]:
        if "tests" not in path.parts:
            text = path.read_text(encoding="utf-8")
            read |= set(re.findall(r'(?<!settings, )"((?:MADANG|DATABASE)_[A-Z_]+[A-Z])"', text))
    assert sorted(name for name in read if f"`{name}`" not in guide) == []


def test_scripts_can_be_started() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
