"""Life events are a list of the pack; a service that names another is told so with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from madang.rules.loading.service import load_pack, merge
from madang.rules.service import KOREA, ProblemsFound, installed_rulebook

SMALL = Path(__file__).resolve().parent / "small_pack"
LIST = """groups:
  - {id: age, label: {ko: 노후, en: Age}, topics: [노년]}
life_events:
  - {id: ageing, group: age, label: {ko: 노후, en: Age}, synonyms: {ko: [노인], en: [senior]}}
"""


def pack_with(folder: Path, text: str, event: str = "ageing") -> Path:
    shutil.copytree(SMALL, folder)
    (folder / "life_events.yaml").write_text(text, encoding="utf-8")
    service = folder / "services" / "pension.yaml"
    said = service.read_text(encoding="utf-8").replace("[ageing]", f"[{event}]")
    service.write_text(said, encoding="utf-8")
    return folder


def test_the_korean_list_has_what_its_services_name() -> None:
    known = installed_rulebook().pack.life_events
    named = {event for service in installed_rulebook().pack.services.values() for event in service.life_events}
    assert named <= known.events.keys()
    assert {event.group for event in known.events.values()} == set(known.groups)
    assert known.groups_of(("moving", "birth", "housing", "nothing")) == ("home", "child")


def test_what_is_on_the_list_is_read_and_a_pack_without_one_is_free(tmp_path: Path) -> None:
    pack = load_pack(pack_with(tmp_path / "pack", LIST))
    assert pack.life_events.groups["age"].topics == ("노년",)
    assert pack.life_events.events["ageing"].ko == ("노인",)
    assert load_pack(SMALL).life_events.events == {}


def test_an_unknown_life_event_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        load_pack(pack_with(tmp_path / "pack", LIST, "agein"))
    (problem,) = found.value.problems
    assert (problem.code, str(problem.place)) == ("unknown_life_event", "services/pension.yaml:9")
    assert problem.hint is not None
    assert "ageing" in problem.hint.ko


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LIST.replace("group: age", "group: young"), "young"), (LIST + LIST.splitlines()[3] + "\n", "twice"),
        (LIST.replace("topics", "topix"), "topix"), (LIST.replace("ko: [노인]", "kr: [노인]"), "kr"),
    ],
)  # fmt: skip
def test_a_wrong_list_is_told(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ProblemsFound, match=words) as found:
        load_pack(pack_with(tmp_path / "pack", text))
    assert "life_events.yaml" in str(found.value)


def test_a_pack_laid_over_another_is_held_to_its_list(tmp_path: Path) -> None:
    text = (KOREA / "services" / "first_meeting.yaml").read_text(encoding="utf-8")
    text = text.replace("service: first_meeting", "service: feast").replace("[birth]", "[birth, feast]")
    (tmp_path / "services").mkdir()
    (tmp_path / "services" / "feast.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "pack.yaml").write_text("id: over\nlabel: {ko: 위, en: Over}\nversion: '1'\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        merge([load_pack(KOREA), load_pack(tmp_path)])
    assert [problem.code for problem in found.value.problems] == ["unknown_life_event"]
    assert "services/feast.yaml" in str(found.value)
