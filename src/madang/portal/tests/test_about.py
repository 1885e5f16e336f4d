"""A check about some life events: only theirs is asked, it travels in the page, and it can be widened at the end."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from madang.portal.journey import record
from madang.portal.journey.scope import groups_in, groups_of_service, services_by_group, shown_under, widened
from madang.portal.rulebook import rulebook, today
from madang.portal.tests.walking import OLD_COUPLE, begin, hidden, is_question, press

ABOUT = OLD_COUPLE | {"about": ["ageing"]}


def test_a_service_belongs_to_the_groups_of_its_life_events() -> None:
    assert groups_of_service("first_meeting") == ("child",)
    assert groups_of_service("housing")[0] == "home"
    assert {"livelihood", "basic_pension"} <= set(services_by_group(today())["ageing"])
    assert not {"first_meeting", "jobseeker"} & set(services_by_group(today())["ageing"])
    assert shown_under("livelihood") == "job"
    assert shown_under("livelihood", ("ageing",)) == "ageing"


def test_names_that_are_no_groups_are_left_out() -> None:
    assert groups_in(["nothing", "home", "child", "home"]) == ("child", "home")
    assert widened(("home",), "child") == ("child", "home")
    assert widened(("home",), "nothing") == ("home",)
    assert widened(("home",), "all") == widened((), "home") == ()


def test_only_the_chosen_is_asked_and_it_travels(client: Client) -> None:
    page = begin(client, ABOUT)
    assert re.search(rf"of {len(services_by_group(today())['ageing'])} services done", page.text)
    page = press(client, page, "unknown")
    assert record.read(hidden(page, "state")[0]).about == ("ageing",)
    back = press(client, page, "people")
    assert re.search(r'name="about" value="ageing" checked', back.text)
    assert "checked" not in back.text.split('value="child"')[1].split(">")[0]


def test_the_result_is_grouped_and_can_be_widened(client: Client) -> None:
    page = begin(client, ABOUT)
    for _ in range(80):
        if not is_question(page):
            break
        page = press(client, page, "unknown")
    assert 'id="about-ageing"' in page.text
    assert 'id="about-child"' not in page.text
    assert 'value="widen:child"' in page.text
    assert page.text.count('<details class="service') == len(services_by_group(today())["ageing"])
    told = record.read(hidden(page, "state")[0]).told
    wider = press(client, page, "widen:child")
    journey = record.read(hidden(wider, "state")[0])
    assert (journey.about, journey.told) == (("child", "ageing"), told)
    everything = client.post("/result/", {"state": hidden(press(client, page, "widen:all"), "state")[0]})
    national = sum(not one.area for one in rulebook().pack.services.values())
    assert everything.text.count('<details class="service') == national + 1  # and Seoul's own
    assert "widen:" not in everything.text


def test_a_chosen_life_event_stays_while_people_are_added(client: Client) -> None:
    page = client.post("/start/", {"rows": "1", "about": ["home", "nothing"], "do": "add"})
    assert re.findall(r'value="(\w+)" checked', page.text) == ["home"]
    assert 'value="child" checked' in client.get("/?about=child&about=x").text


def test_the_saved_file_says_what_it_is_about_and_goes_on_with_it(client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = begin(client, ABOUT)
    saved = client.post("/save/", {"state": hidden(page, "state")[0]})
    assert b"about: ageing" in saved.content
    again = client.post("/resume/", {"file": SimpleUploadedFile("f.yaml", saved.content)})
    assert record.read(hidden(again, "state")[0]).about == ("ageing",)


@pytest.mark.parametrize("about", ['"x"', "3", '["nothing"]', "[3]", "{}"])
def test_whatever_is_sent_as_about_is_read(client: Client, about: str) -> None:
    state = hidden(begin(client), "state")[0].replace('{"family"', f'{{"about":{about},"family"', 1)
    assert record.read(state).about == ()
