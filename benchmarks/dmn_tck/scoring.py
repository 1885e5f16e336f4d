"""Runs a folder of the kit: one model, its test files, an outcome for each result node."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.dmn_tck.cases import agrees, value_of
from benchmarks.dmn_tck.documents import read, text_in
from benchmarks.dmn_tck.models import Model
from benchmarks.dmn_tck.running import Run, expression_of
from madang.rules.feel.evaluation import invoke
from madang.rules.feel.values import Function, from_python


@dataclass(frozen=True, slots=True)
class Outcome:
    """One result node of one case. `literal`: the decision is one literal expression without requirements."""

    level: str
    folder: str
    file: str
    case: str
    node: str
    passed: bool
    expected: Any
    actual: Any
    literal: bool
    text: str
    note: str


def clock() -> dict[str, Any]:
    """now() and today(), which the product leaves to its caller."""
    moment = from_python(dt.datetime.now(dt.UTC))
    return {"now": Function((), lambda: moment), "today": Function((), lambda: moment.date)}


def run_folder(folder: Path) -> list[Outcome]:
    """Every result node of a folder's test files."""
    outcomes: list[Outcome] = []
    models: dict[str, Model] = {}
    for path in sorted(folder.glob("*test*.xml")):
        tests = read(path)
        name = (tests.findtext("modelName") or "").strip()
        file = folder / (name if name.endswith(".dmn") else f"{name}.dmn")
        if file.name not in models:
            models[file.name] = Model(file)
        for case in tests.findall("testCase"):
            outcomes += run_case(models[file.name], case, folder, path.name)
    return outcomes


def run_case(model: Model, case: ET.Element, folder: Path, file: str) -> list[Outcome]:
    """The outcomes of one case."""
    inputs = {" ".join((node.get("name") or "").split()): value_of(node) for node in case.findall("inputNode")}
    run = Run(model, inputs, clock())
    outcomes = []
    for node in case.findall("resultNode"):
        name, note = node.get("name") or "", ""
        expected = value_of(node.find("expected"))
        try:
            actual = result_of(run, case, name)
        except Exception as error:  # a fault of this harness or of FEEL: the node fails, the kit goes on
            actual, note = error, f"{type(error).__name__}"
        passed = not note and agrees(expected, actual)
        found = model.named(name, "decision")
        body = None if found is None else expression_of(found[1])
        literal = (
            body is not None
            and found is not None
            and body.tag == "literalExpression"
            and (found[1].find("informationRequirement") is None and found[1].find("knowledgeRequirement") is None)
        )
        outcomes.append(
            Outcome(
                folder.parent.name,
                folder.name,
                file,
                case.get("id") or "",
                name,
                passed,
                expected,
                actual,
                literal,
                (text_in(body) or "")[:300],
                note,
            )
        )
    return outcomes


def result_of(run: Run, case: ET.Element, name: str) -> Any:
    """The value of the result node: a decision, a business knowledge model or a decision service."""
    kind, invocable = case.get("type", "decision"), case.get("invocableName")
    if kind in ("bkm", "decisionService"):
        tag = "businessKnowledgeModel" if kind == "bkm" else "decisionService"
        found = run.model.named(invocable or name, tag)
        if found is None:
            return None
        function = run.knowledge(*found) if kind == "bkm" else run.service(*found)
        value = None
        if isinstance(function, Function):
            value = invoke(function, named={key: run.inputs.get(key) for key in function.parameters})
        outputs = found[1].findall("outputDecision")
        return value.get(name) if len(outputs) > 1 and isinstance(value, dict) else value
    found = run.model.named(name, "decision")
    return None if found is None else run.decision(*found)
