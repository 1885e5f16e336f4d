"""The dispatcher: loads what is called and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from madang.cli import main as dispatcher
from madang.cli.main import FAMILIES, main


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    said = capsys.readouterr().out
    for family in FAMILIES:
        for command in family.commands:
            assert re.search(rf"\n    {command}\s", said)


def test_an_unknown_command_is_a_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["dance"])
    assert end.value.code == 2
    assert "dance" in capsys.readouterr().err


def test_a_part_that_is_left_out_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    absent = dispatcher.Family("madang.cli.no_such_commands", {"fly": "fly away"})
    monkeypatch.setattr(dispatcher, "FAMILIES", (absent,))
    with pytest.raises(SystemExit) as end:
        main(["fly"])
    assert end.value.code == 2
    assert "no such part" in capsys.readouterr().err


def test_asking_for_the_version_loads_no_framework() -> None:
    program = (
        "import sys\nfrom madang.cli.main import main\n"
        "try:\n    main(['--version'])\nexcept SystemExit:\n    pass\n"
        "sys.exit(' '.join(sorted({'django', 'psycopg', 'aiohttp', 'numpy'} & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout == "madang 0.1.0\n"
    assert done.returncode == 0, done.stderr
