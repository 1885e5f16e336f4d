"""The entry point of `madang`. A subcommand loads its module when it is called: `madang check` starts no Django."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import NamedTuple, Protocol

from madang import __version__


class Family(NamedTuple):
    """Subcommands that one module implements, with the line `madang --help` shows for each."""

    module: str
    commands: dict[str, str]


class Commands(Protocol):
    """What such a module offers: both functions take over where the dispatcher stops."""

    def add_arguments(self, command: str, parser: argparse.ArgumentParser) -> None:
        """Declares the arguments of ``command``."""

    def run(self, command: str, arguments: argparse.Namespace) -> int:
        """Does it and returns the exit status: 0 done, 1 refused with a message, 2 used wrongly."""


FAMILIES = (
    Family(
        "madang.cli.house_commands",
        {
            "run": "start everything; Ctrl-C stops everything",
            "each": "several commands in one process, one after the other: each A … then B …",
            "prepare": "bring texts, static files and the database up to date",
            "serve": "only the web server, with the database of DATABASE_URL",
            "migrate": "bring the database up to date, as its owner",
        },
    ),
    Family(
        "madang.cli.rules_commands",
        {
            "check": "what the people in a file are owed, and why",
            "facts": "the facts a service may ask for",
            "rules": "the rulebook: sources, years, changes, contradictions, cases, engines, tables, documents",
        },
    ),
    Family("madang.cli.packs_commands", {"packs": "packs of provinces and cities: list them, check a folder, add one"}),
    Family(
        "madang.cli.nation_commands",
        {
            "nation": "every service over everybody of a population",
        },
    ),
    Family(
        "madang.cli.cluster_commands",
        {
            "cluster": "the same over many machines, by Spark: write a population as blocks, count it",
        },
    ),
    Family(
        "madang.cli.insight_commands",
        {
            "whatif": "what a change of the law's figures does to everybody of a population",
        },
    ),
    Family(
        "madang.cli.entitlements_commands",
        {
            "record": "record what a family's file says as facts",
            "decide": "decide a service for a person and keep what it rests on",
            "explain": "a decision's answer worked out anew, with its reasons",
            "recalc": "what decisions would be today: a proposal of the differences",
        },
    ),
    Family(
        "madang.cli.catalogue_commands",
        {
            "catalogue": "what the state's portals list: import it, look at it; or make one up",
            "match": "one family against every service of a catalogue",
        },
    ),
    Family(
        "madang.cli.standing_commands",
        {
            "enrol": "keep where people stand with every service from now on",
            "follow": "follow changes of facts, days and law, and tell what changes for whom",
            "standing": "where a person stands, what changed and why",
            "alerts": "definitions and facts that an operator has to look at",
        },
    ),
    Family(
        "madang.cli.rulebook_commands",
        {
            "rulebook": "drafts and releases of the rules; work out what a draft would do to everybody",
        },
    ),
    Family("madang.cli.log_commands", {"log": "give the log's entries their place in the trees, sign heads"}),
    Family("madang.cli.audit_commands", {"audit": "export a log, check an export or a proof, check the database"}),
    Family("madang.cli.witness_commands", {"witness": "keep and sign the heads of logs, beside no database"}),
    Family(
        "madang.cli.letter_commands",
        {
            "letter": "whether a letter is genuine and unchanged, without a network",
        },
    ),
    Family(
        "madang.cli.people_commands",
        {
            "organisations": "authorities and their units: load them, list them, who is responsible where",
            "people": "who works where in which role: appoint, dismiss; enrol the simulated province",
        },
    ),
    Family(
        "madang.cli.mydata_commands",
        {
            "absorb": "turn life events into facts, and ask again where an agency was away",
            "residents": "take in the residents of the simulated province, through its agencies",
        },
    ),
    Family(
        "madang.cli.story_commands",
        {
            "story": "one birth through the house, over HTTP, each step with its time",
        },
    ),
    Family(
        "madang.cli.hub_commands",
        {
            "hub": "the hub: its gateway, who may ask whom, keys, messages in quarantine",
        },
    ),
    Family(
        "madang.cli.simulation_commands",
        {
            "province": "make a simulated population",
            "agency": "one mock agency as an HTTP server",
        },
    ),
)

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it: 128 and the signal's number."""


def main(argv: Sequence[str] | None = None) -> int:
    """`madang <command> …`; returns the exit status."""
    if hasattr(sys.stdout, "reconfigure"):  # letters a terminal does not have are written as escapes, as on stderr
        sys.stdout.reconfigure(errors="backslashreplace")
    given = list(sys.argv[1:] if argv is None else argv)
    called = next((word for word in given if not word.startswith("-")), "")
    parser = argparse.ArgumentParser(prog="madang", description="Madang (마당)")
    parser.add_argument("--version", action="version", version=f"madang {__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="command")
    loaded: Commands | None = None
    for family in FAMILIES:
        module = _load(family.module) if called in family.commands else None
        for command, summary in family.commands.items():
            subparser = subparsers.add_parser(command, help=summary, description=summary)
            if command == called and module is not None:
                loaded = module
                module.add_arguments(command, subparser)
    arguments = parser.parse_args(given)
    if loaded is None:
        parser.error(f"{called}: this installation has no such part")
    try:
        return loaded.run(arguments.command, arguments)
    except BrokenPipeError:
        # `madang facts | head` closed its end: nothing went wrong.
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("\n멈췄습니다. / Interrupted.", file=sys.stderr)
        return INTERRUPTED


def _load(name: str) -> Commands | None:
    """The module, or None when this installation leaves it out; an error inside the module is not swallowed."""
    try:
        module: ModuleType = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name == name:
            return None
        raise
    return module
