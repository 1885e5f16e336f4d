"""Services of a place come with whoever moves there and go with moving away; a pack that is gone stops nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from madang.entitlements.models import StandingAnswer
from madang.entitlements.service import (
    changes_of,
    enrol,
    follow_changes,
    look_again_on,
    reasons_of_change,
    standing_of,
    work_out_all,
)
from madang.entitlements.tests.pensioner import pensioner
from madang.facts.service import NewFact, record, take_changes
from madang.rules.service import Rulebook, load_rulebook
from tests.local_pack import ID, write

DAY = dt.date(2026, 3, 20)
SEOUL, YONGIN = "1111000000", "4146000000"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def with_pack(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return load_rulebook(home=write(tmp_path_factory.mktemp("home") / "packs").parent)


def local(person: str = "p1") -> dict[str, str]:
    return {row.service: row.status for row in standing_of(person) if row.service.startswith("local_")}


def told(person: str = "p1") -> list[tuple[str, str]]:
    return [(one.service, one.kind) for one in changes_of(person) if one.service == ID]


def tell(rulebook: Rulebook, subject: str, name: str, value: object, key: str) -> None:
    record(rulebook, [NewFact(subject, name, value, "moi")], key=key)  # type: ignore[arg-type]
    while follow_changes(rulebook, DAY) is not None:
        pass


def test_services_of_a_place_come_and_go_with_the_resident(with_pack: Rulebook) -> None:
    pensioner(with_pack)
    enrol(with_pack, ["p1"], DAY)
    take_changes()
    assert local() == {"local_seoul_youth_rent": "ineligible"}
    tell(with_pack, "p1/home", "residence.region", YONGIN, "moves")
    assert local()[ID] == "unknown"
    assert local()["local_gyeonggi_child_transport"] == "ineligible"
    assert "local_jeju_farmer" not in local()
    assert told() == [(ID, "question")]
    tell(with_pack, "p1", f"{ID}.months", 7, "says")
    assert local()[ID] == "eligible"
    assert told()[0] == (ID, "eligible")
    assert {one.service for one in work_out_all(with_pack, "p1", DAY).answers} >= {ID}
    tell(with_pack, "p1/home", "residence.region", SEOUL, "moves back")
    assert (local()[ID], told()[0]) == ("ineligible", (ID, "lost"))
    turned = reasons_of_change(with_pack, changes_of("p1")[0])["clauses"]
    assert [(one["id"], one["after"]) for one in turned] == [("resident", False)]
    assert ID not in {one.service for one in work_out_all(with_pack, "p1", DAY).answers}


def test_whoever_is_looked_at_for_the_first_time_is_told_of_nothing(with_pack: Rulebook) -> None:
    pensioner(with_pack)
    record(with_pack, [NewFact("p1/home", "residence.region", YONGIN, "moi")], key="lives there")
    record(with_pack, [NewFact("p1", f"{ID}.months", 7, "moi")], key="says")
    enrol(with_pack, ["p1"], DAY)
    assert (local()[ID], told()) == ("eligible", [])


def test_a_pack_that_comes_later_is_told_of(with_pack: Rulebook, rulebook: Rulebook) -> None:
    pensioner(with_pack)
    record(with_pack, [NewFact("p1/home", "residence.region", YONGIN, "moi")], key="lives there")
    record(with_pack, [NewFact("p1", f"{ID}.months", 7, "moi")], key="says")
    enrol(rulebook, ["p1"], DAY)
    assert ID not in local()
    enrol(with_pack, ["p1"], DAY)
    assert (local()[ID], told()) == ("eligible", [(ID, "eligible")])


def test_a_pack_that_is_taken_away_stops_nothing_and_may_come_back(with_pack: Rulebook, rulebook: Rulebook) -> None:
    pensioner(with_pack)
    record(with_pack, [NewFact("p1/home", "residence.region", YONGIN, "moi")], key="lives there")
    record(with_pack, [NewFact("p1", f"{ID}.months", 7, "moi")], key="says")
    enrol(with_pack, ["p1"], DAY)
    take_changes()
    look_again_on(rulebook, DAY + dt.timedelta(days=1))
    tell(rulebook, "p1", "assets.financial", 900_000_000, "rich")
    assert [one.kind for one in changes_of("p1")] == ["lost"]
    assert ID not in {one.service for one in work_out_all(rulebook, "p1", DAY).answers}
    assert StandingAnswer.objects.get(resident="p1", service=ID).status == "eligible"
    tell(with_pack, "p1", f"{ID}.months", 3, "says otherwise")
    assert (local()[ID], told()) == ("ineligible", [(ID, "lost")])


def test_a_broken_pack_in_the_home_changes_nothing(tmp_path: Path, rulebook: Rulebook) -> None:
    (write(tmp_path) / "evil.py").touch()
    broken = load_rulebook(home=tmp_path)
    assert len(broken.left_out) == 1
    pensioner(rulebook)
    enrol(broken, ["p1"], DAY)
    assert local() == {"local_seoul_youth_rent": "ineligible"}
