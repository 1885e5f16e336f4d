"""Likely services beside the answers of a check and on a resident's page: apart, marked, searched, paged."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client

from madang.portal.find import likely as likely_pages
from madang.portal.tests.find.listed import some
from madang.portal.tests.walking import begin, hidden

EN = {"Accept-Language": "en"}
WOMAN = {"rows": "1", "birth-0": "1995-03-01", "sex-0": "female", "region": "1111000000"}


def state_of(client: Client, fields: dict[str, str]) -> str:
    return hidden(begin(client, fields), "state")[0]


def test_beside_the_answers_they_stand_apart(client: Client) -> None:
    some()
    page = client.post("/result/", {"state": state_of(client, WOMAN)}, headers=EN)
    answers, _, likely = page.text.partition('id="likely-title"')
    assert "/find/gov24/" not in answers
    assert [key for key in ("A1", "A2", "A3") if f"/gov24/{key}/" in likely] == ["A1", "A2", "A3"]
    assert "not decisions" in likely
    assert "Every published condition holds:" in likely


def test_who_does_not_fit_is_not_told_and_who_may_is_told_what_is_missing(client: Client) -> None:
    some()
    man = state_of(client, WOMAN | {"sex-0": "male"})
    assert "/gov24/A3/" not in client.post("/likely/", {"state": man}).text
    unsaid = state_of(client, WOMAN | {"sex-0": ""})
    page = client.post("/likely/", {"state": unsaid, "part": ["holds", "perhaps"]}, headers=EN)
    assert "/gov24/A3/" in page.text
    assert "/gov24/A1/" not in page.text
    assert "Not known yet:" in page.text
    nowhere = state_of(client, WOMAN | {"region": ""})
    page = client.post("/likely/", {"state": nowhere}, headers=EN)
    assert "/gov24/A2/" not in page.text
    assert "Where you live is not known" in page.text


def test_they_are_searched_and_only_those_of_the_check(client: Client) -> None:
    some()
    state = state_of(client, WOMAN)
    page = client.post("/likely/", {"state": state, "q": "건강을"})
    assert ("/gov24/A3/" in page.text, "/gov24/A1/" in page.text) == (True, False)
    about = hidden(begin(client, {**WOMAN, "about": "home"}), "state")[0]
    page = client.post("/result/", {"state": about})
    assert ("/gov24/A1/" in page.text, "/gov24/A3/" in page.text) == (True, False)
    assert client.post("/likely/", {"state": state, "page": "99", "part": "x"}).status_code == 200


def test_without_a_list_nothing_is_said(client: Client) -> None:
    page = client.post("/result/", {"state": state_of(client, WOMAN)})
    assert "likely-title" not in page.text


def test_the_check_goes_on_without_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(likely_pages, "likely_for", down)
    page = client.post("/result/", {"state": state_of(client, WOMAN)})
    assert page.status_code == 200
    assert "likely-title" not in page.text
