"""The kit's runner over a small model of our own: what passes, what fails and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.dmn_tck.__main__ import main, score
from benchmarks.dmn_tck.documents import UnsafeDocument, read
from benchmarks.dmn_tck.scoring import run_folder

MODEL = """<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:fees" name="fees">
  <itemDefinition name="tAge"><typeRef>number</typeRef>
    <allowedValues><text>[0..150]</text></allowedValues></itemDefinition>
  <inputData id="age" name="the age"><variable name="the age" typeRef="tAge"/></inputData>
  <businessKnowledgeModel id="double" name="double"><variable name="double"/>
    <encapsulatedLogic><formalParameter name="x" typeRef="number"/>
      <literalExpression><text>x * 2</text></literalExpression></encapsulatedLogic>
  </businessKnowledgeModel>
  <decision id="fee" name="fee"><variable name="fee"/>
    <informationRequirement><requiredInput href="#age"/></informationRequirement>
    <knowledgeRequirement><requiredKnowledge href="#double"/></knowledgeRequirement>
    <decisionTable hitPolicy="POLICY">
      <input><inputExpression><text>the age</text></inputExpression></input>
      <output name="fee"><outputValues><text>0, 100, 200</text></outputValues></output>
      <rule><inputEntry><text>&gt;= 65</text></inputEntry><outputEntry><text>0</text></outputEntry></rule>
      <rule><inputEntry><text>[18..70]</text></inputEntry><outputEntry><text>double(100)</text></outputEntry></rule>
      <rule><inputEntry><text>not(&lt; 60)</text></inputEntry><outputEntry><text>100</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>"""

CASES = """<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>fees.dmn</modelName>
  <testCase id="1"><inputNode name="the age"><value xsi:type="xsd:decimal">AGE</value></inputNode>
    <resultNode name="fee" type="decision"><expected>EXPECTED</expected></resultNode></testCase></testCases>"""
NULL = '<value xsi:nil="true"/>'


def one(value: int) -> str:
    return f'<value xsi:type="xsd:decimal">{value}</value>'


def many(*values: int) -> str:
    return f"<list>{''.join(f'<item>{one(value)}</item>' for value in values)}</list>"


def kit(root: Path, policy: str, age: int, expected: str) -> Path:
    folder = root / "TestCases" / "compliance-level-2" / "fees"
    folder.mkdir(parents=True)
    (folder / "fees.dmn").write_text(MODEL.replace("POLICY", policy))
    (folder / "fees-test-01.xml").write_text(CASES.replace("AGE", str(age)).replace("EXPECTED", expected))
    return folder


@pytest.mark.parametrize(
    ("policy", "age", "expected"),
    [
        ("UNIQUE", 20, one(200)),
        ("UNIQUE", 66, NULL),
        ("UNIQUE", 10, NULL),
        ("ANY", 66, NULL),
        ("FIRST", 66, one(0)),
        ("PRIORITY", 62, one(100)),
        ("OUTPUT ORDER", 66, many(0, 100, 200)),
        ("RULE ORDER", 66, many(0, 200, 100)),
        ("COLLECT", 62, many(200, 100)),
        ('COLLECT" aggregation="SUM', 66, one(300)),
        ('COLLECT" aggregation="COUNT', 10, one(0)),
        ('COLLECT" aggregation="MAX', 62, one(200)),
        ('COLLECT" aggregation="MIN', 62, one(100)),
        ("FIRST", 151, NULL),
    ],
)
def test_hit_policies(tmp_path: Path, policy: str, age: int, expected: str) -> None:
    outcomes = run_folder(kit(tmp_path, policy, age, expected))
    assert [(outcome.passed, outcome.note) for outcome in outcomes] == [(True, "")]


def test_a_wrong_result_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = run_folder(kit(tmp_path, "FIRST", 66, one(1)))
    assert score(outcomes) == "cases 0 / 1, result nodes 0 / 1"
    assert main([str(tmp_path), "--failures"]) == 0
    printed = capsys.readouterr().out
    assert "fees 1 fee: expected Decimal('1'), got Decimal('0')" in printed
    assert "compliance-level-2 cases 0 / 1, result nodes 0 / 1" in printed


def test_an_empty_path_is_a_failure(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 1


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.dmn"
    path.write_text('<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>')
    with pytest.raises(UnsafeDocument):
        read(path)
