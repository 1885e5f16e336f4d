"""Who is told which secret."""

from __future__ import annotations

from madang.config.processes import PROCESSES, SECRETS, STEPS, told


def test_secrets_go_only_to_those_who_name_them() -> None:
    everything = {**dict.fromkeys(SECRETS, "secret"), "PATH": "/bin"}
    for process in PROCESSES:
        environment = told(everything, process.needs)
        assert "DATABASE_OWNER_URL" not in environment, process.name
        assert environment["PATH"] == "/bin"
        if process.name.startswith("agency-"):
            assert set(environment) & SECRETS == {"MADANG_SIMULATION_TOKEN"}
    assert [step.name for step in STEPS if "DATABASE_OWNER_URL" in step.needs] == ["prepare"]
