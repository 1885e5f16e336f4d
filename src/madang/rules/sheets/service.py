"""The door of the sheets: a workbook becomes a service's definition, and a definition a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from madang.rules.binding.assembly import bind_pack
from madang.rules.binding.rulebook import Rulebook
from madang.rules.loading.service import Problems, read_document
from madang.rules.loading.services import read_service
from madang.rules.model import ServiceDefinition
from madang.rules.problems import Problem, ProblemsFound
from madang.rules.sheets.bounds import most_bytes
from madang.rules.sheets.cells import CellPlace
from madang.rules.sheets.definition import definition_text, plain_definition
from madang.rules.sheets.exporting import grid_of
from madang.rules.sheets.reading import endings, most_problems, read_workbook
from madang.rules.sheets.table import read_table
from madang.rules.sheets.writing import write_grid

__all__ = [
    "CellPlace",
    "Made",
    "cell_contents",
    "definition_text",
    "endings",
    "most_bytes",
    "read_definition",
    "read_sheet",
    "write_sheet",
]


@dataclass(frozen=True, slots=True)
class Made:
    """What a table says: the definition, the same as plain data (a service file's), and the rulebook it is bound in."""

    service: ServiceDefinition
    plain: Mapping[str, Any]
    rulebook: Rulebook


def read_sheet(data: bytes, file: str, rulebook: Rulebook) -> Made:
    """The service a table defines, bound and checked beside the others of the rulebook (in place of one of its id).

    file: the workbook's name; its ending says the format. ProblemsFound: every mistake, each with its cell
    (:class:`~madang.rules.sheets.cells.CellPlace`).
    """
    problems = Problems(most=most_problems)
    sheets = read_workbook(data, file, problems)
    table = read_table(sheets, rulebook.pack, rulebook.regions, problems)
    tree = table.tree()
    service = read_service(tree, problems)
    problems.check()
    return Made(service, plain_definition(tree), _bound(service, rulebook, file, table.sheet))


def cell_contents(data: bytes, file: str) -> dict[tuple[str, int, int], str]:
    """(sheet, row, column) → what stands in the cell, as one would write it, the beginning where it is refused.

    {} where the file cannot be read.
    """
    try:
        sheets = read_workbook(data, file, Problems(most=most_problems))
    except ProblemsFound:
        return {}
    refused = {(one.name, *place): text for one in sheets for place, text in one.unread.items()}
    read = {(cell.place.sheet, cell.place.line, cell.place.column): cell.text for one in sheets for cell in one.each()}
    return refused | read


def read_definition(data: bytes, file: str) -> ServiceDefinition:
    """The service of one YAML or JSON file, for writing it as a table. ProblemsFound."""
    problems = Problems()
    service = read_service(read_document(data, file, most_bytes), problems)
    problems.check()
    return service


def write_sheet(service: ServiceDefinition, rulebook: Rulebook, ending: str) -> bytes:
    """The definition as a workbook: ending .xlsx, .ods or .csv. Reading it gives the same definition.

    ProblemsFound (not_a_table): the definition says something that a table cannot.
    """
    grid = grid_of(service, rulebook)
    data = write_grid(grid, ending)
    read_sheet(data, f"{service.id}{ending}", rulebook)
    return data


def _bound(service: ServiceDefinition, rulebook: Rulebook, file: str, sheet: str) -> Rulebook:
    services = {**rulebook.pack.services, service.id: service}
    try:
        return bind_pack(replace(rulebook.pack, services=services), rulebook.regions)
    except ProblemsFound as found:
        raise ProblemsFound([_by_cell(problem, file, sheet) for problem in found.problems]) from None


def _by_cell(problem: Problem, file: str, sheet: str) -> Problem:
    place = problem.place
    if place is None or place.file != file or isinstance(place, CellPlace):
        return problem
    return replace(problem, place=CellPlace(file, place.line, 1, sheet))
