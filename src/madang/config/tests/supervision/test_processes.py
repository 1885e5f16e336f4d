"""Who is told which secret."""

from __future__ import annotations

from pathlib import Path

from madang.config import hub_keys
from madang.config.processes import PROCESSES, SECRETS, STEPS, told


def test_secrets_go_only_to_those_who_name_them() -> None:
    everything = {**dict.fromkeys(SECRETS, "secret"), "PATH": "/bin"}
    for process in PROCESSES:
        environment = told(everything, process.needs)
        assert "DATABASE_OWNER_URL" not in environment, process.name
        assert environment["PATH"] == "/bin"
        if process.name.startswith("agency-"):
            own = f"MADANG_KEY_{process.name.upper().replace('-', '_')}"
            assert set(environment) & SECRETS == {"MADANG_SIMULATION_TOKEN", own}
        assert ("MADANG_KEY_HUB" in environment) == (process.name == "hub")
        assert ("MADANG_KEY_MYDATA" in environment) == (process.name in ("web", "absorb"))
    assert [step.name for step in STEPS if "DATABASE_OWNER_URL" in step.needs] == ["prepare"]


def test_where_agencies_are_only_the_hub_is_told() -> None:
    everything = {f"MADANG_URL_AGENCY_{name}": "http://127.0.0.1:1" for name in ("MOI", "NTS")} | {
        "MADANG_URL_HUB": "h"
    }
    for process in PROCESSES:
        environment = told(everything, process.needs)
        assert environment["MADANG_URL_HUB"] == "h"
        assert ("MADANG_URL_AGENCY_MOI" in environment) == (process.name == "hub"), process.name


def test_keys_are_made_once_and_kept_closed(tmp_path: Path) -> None:
    first = hub_keys.made(tmp_path, demo=True)
    assert hub_keys.made(tmp_path, demo=True) == first
    assert set(first) == hub_keys.SECRETS | {hub_keys.PUBLIC}
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "secrets").iterdir()} == {0o600}
    public = hub_keys.public_keys(first)
    assert public["hub"] == first[hub_keys.PUBLIC] == hub_keys.hub_public_key(tmp_path)
    assert len(set(public.values())) == len(hub_keys.NAMES)
    assert hub_keys.seed(tmp_path, "mydata") == first["MADANG_KEY_MYDATA"]
    assert set(hub_keys.made(tmp_path / "production", demo=False)) == {
        "MADANG_KEY_HUB", "MADANG_KEY_MYDATA", hub_keys.PUBLIC}  # fmt: skip
    assert hub_keys.hub_public_key(tmp_path / "nowhere") == ""
