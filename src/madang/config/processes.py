"""Everything that runs beside the database. To add a process, add a line; the supervisor does the rest.

Each process gets its port, and every process finds every other one under ``MADANG_URL_<NAME>``.
"""

from __future__ import annotations

from dataclasses import dataclass

PORT = "{port}"


@dataclass(frozen=True, slots=True)
class Process:
    """A long-running `madang` subcommand.

    ``command``: its words after `madang`, ``{port}`` standing for the port; ``ready_path``: answers 200 over HTTP when
    it can work; ``port``: 0 for any free one; ``essential``: without it Madang does not start (others are tried again
    and again while the rest runs).
    """

    name: str
    command: tuple[str, ...]
    ready_path: str
    port: int = 0
    essential: bool = True
    ready_seconds: float = 60.0

    @property
    def url_variable(self) -> str:
        """Name of the environment variable that carries this process's address."""
        return f"MADANG_URL_{self.name.upper().replace('-', '_')}"


@dataclass(frozen=True, slots=True)
class Step:
    """A `madang` subcommand that ends by itself and must succeed before the processes start."""

    name: str
    command: tuple[str, ...]


STEPS: tuple[Step, ...] = (Step("prepare", ("prepare",)),)

PROCESSES: tuple[Process, ...] = (Process("web", ("serve", "--port", PORT), "/health/ready"),)
