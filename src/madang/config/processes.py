"""Everything that runs beside the database. To add a process, add a line; the supervisor does the rest.

Each process gets its port, and every process finds every other one under ``MADANG_URL_<NAME>``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from madang.config import hub_keys

PORT = "{port}"

SECRETS = hub_keys.SECRETS | {
    "DATABASE_URL", "DATABASE_OWNER_URL", "MADANG_MASTER_KEY", "MADANG_SECRET_KEY", "MADANG_SIMULATION_TOKEN"
}  # fmt: skip
"""Environment variables that only those are told who name them: the web server never learns the owner's password,
and somebody else's agency none but its own key."""
PROVIDERS = "MADANG_URL_AGENCY_"
"""Where agencies are only the hub is told: who asks them asks through it."""

ROOMS = ("DATABASE_URL", "MADANG_MASTER_KEY", "MADANG_SECRET_KEY")
"""What a process of the house needs: the application's role, and the key that the others are wrapped with."""
OWNERS = (*ROOMS, "DATABASE_OWNER_URL")


def told(environment: Mapping[str, str], needs: tuple[str, ...]) -> dict[str, str]:
    """The environment without the secrets, and without the providers' addresses, that are not needed."""
    return {
        name: value
        for name, value in environment.items()
        if name in needs or (name not in SECRETS and (not name.startswith(PROVIDERS) or PROVIDERS in needs))
    }


@dataclass(frozen=True, slots=True)
class Process:
    """A long-running `madang` subcommand.

    ``command``: its words after `madang`, ``{port}`` standing for the port; ``ready_path``: answers 200 over HTTP when
    it can work; ``port``: 0 for any free one, else the first free one from there on; ``essential``: without it Madang
    does not start (others are tried again and again while the rest runs); ``demo``: part of the simulated
    surroundings, absent in production.
    """

    name: str
    command: tuple[str, ...]
    ready_path: str
    port: int = 0
    essential: bool = True
    demo: bool = False
    ready_seconds: float = 60.0
    needs: tuple[str, ...] = ()

    @property
    def url_variable(self) -> str:
        """Name of the environment variable that carries this process's address."""
        return f"MADANG_URL_{self.name.upper().replace('-', '_')}"


@dataclass(frozen=True, slots=True)
class Step:
    """A `madang` subcommand that ends by itself and must succeed before the processes start."""

    name: str
    command: tuple[str, ...]
    demo: bool = False
    needs: tuple[str, ...] = ()


def _agency(name: str) -> Process:
    """A mock agency; when one is down the pages say so and go on with what they have."""
    words, own = ("agency", name, "--port", PORT), hub_keys.variable(f"agency-{name}")
    needs = ("MADANG_SIMULATION_TOKEN", own)
    return Process(f"agency-{name}", words, "/health", essential=False, demo=True, needs=needs)


STEPS: tuple[Step, ...] = (
    Step("prepare", ("prepare",), needs=OWNERS),
    Step("organisations", ("organisations", "load"), needs=ROOMS),
    Step("province", ("province", "--keep"), demo=True),
    # One process for both: half of what a step takes at a later start is starting.
    Step(
        "residents",
        ("each", "people", "province", "then", "hub", "demonstration"),
        demo=True,
        needs=(*ROOMS, *sorted(hub_keys.SECRETS)),
    ),
)

PROCESSES: tuple[Process, ...] = (
    _agency("moi"),  # 행정안전부, 주민등록
    _agency("nts"),  # 국세청
    _agency("nhis"),  # 국민건강보험공단
    _agency("ei"),  # 고용노동부, 고용보험
    _agency("welfare"),  # 사회보장정보시스템
    _agency("court"),  # 대법원, 가족관계등록
    # life events; asks the agencies
    Process("absorb", ("absorb", "--port", PORT), "/health", essential=False, needs=(*ROOMS, "MADANG_KEY_MYDATA")),
    Process("follow", ("follow", "--port", PORT), "/health", essential=False, needs=ROOMS),  # standings, alerts
    # what drafts of the rules would do
    Process("rules", ("rulebook", "work", "--port", PORT), "/health", essential=False, needs=ROOMS),
    Process("witness", ("witness", "serve", "--port", PORT), "/health", essential=False),
    Process("log", ("log", "sequence", "--port", PORT), "/health", needs=ROOMS),
    Process("hub", ("hub", "serve", "--port", PORT), "/health", needs=(*ROOMS, "MADANG_KEY_HUB", PROVIDERS)),
    Process("web", ("serve", "--port", PORT), "/health/ready", port=8000, needs=(*ROOMS, "MADANG_KEY_MYDATA")),
)
