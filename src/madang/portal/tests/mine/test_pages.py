"""Every page: for a resident alone, whole in both languages, stored nowhere, with a fixed number of queries."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern

from conftest import CountQueries
from madang.facts.service import NewFact
from madang.portal.mine.urls import urlpatterns
from madang.portal.tests.mine.house import FATHER, MOTHER, looked_at, signed_in, something_new
from madang.portal.tests.mine.road import applied, begun

pytestmark = pytest.mark.usefixtures("house")
NOBODYS = {
    "number": 1, "service": "parent_benefit", "draft": UUID(int=7), "case": 1, "document": "M1-1", "entry": 1,
    "consent": 1, "ask": 1,
}  # fmt: skip


def address_of(pattern: URLPattern, **values: object) -> str:
    address = f"/mine/{pattern.pattern}"
    for name, converter in pattern.pattern.converters.items():
        value = values.get(name, NOBODYS[name])
        kind = (
            type(converter).__name__.removesuffix("Converter").replace("String", "str").replace("UUID", "uuid").lower()
        )
        address = address.replace(f"<{kind}:{name}>", str(value))
    assert "<" not in address, address
    return address


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda one: str(one.name))
def test_nobody_is_shown_anything_before_they_sign_in(pattern: URLPattern, client: Client) -> None:
    address = address_of(pattern)
    for response in (client.get(address), client.post(address)):
        if pattern.name == "mine-since":
            assert response.status_code in (401, 405)
        elif response.status_code == 302:
            assert response.headers["Location"].startswith("/account/sign-in/?next=%2Fmine%2F")
            assert response.headers["Cache-Control"] == "no-store"
        else:
            assert response.status_code == 405


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda one: str(one.name))
def test_an_account_without_a_person_is_told_what_to_do(pattern: URLPattern, client: Client) -> None:
    signed_in("nobody", client)
    response = client.get(address_of(pattern))
    assert response.status_code == (401 if pattern.name == "mine-since" else 403)
    if pattern.name != "mine-since":
        assert "주민센터" in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda one: str(one.name))
def test_what_is_somebody_elses_is_not_there(pattern: URLPattern) -> None:
    """Each address with ids of the mother's rows, asked for and posted to by the father."""
    something_new(NewFact("m1-baby", "child.care_setting", "daycare", "welfare"), key="daycare")
    mother, father = signed_in(MOTHER), signed_in(FATHER)
    sent = applied(mother)
    hers = {"case": sent["case"], "draft": sent["draft"], "entry": looked_at(MOTHER), "number": sent["change"]}
    address = address_of(pattern, **hers)
    for response in (father.get(address), father.post(address, {"said": "x", "do": "supply"})):
        text = response.content.decode()
        assert "김하늘" not in text
        assert sent["number"] not in text
        if pattern.pattern.converters and "service" not in pattern.pattern.converters:
            assert response.status_code in (404, 405, 409), (address, response.status_code)


PAGES = [
    "",
    "services/",
    "services/parent_benefit/",
    "services/resident_register_copy/",
    "cases/",
    "looks/",
    "consents/",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_page_is_whole_and_stored_nowhere(page: str, language: str) -> None:
    looked_at(MOTHER)
    client = signed_in(MOTHER)
    applied(client)
    response = client.get(f"/mine/{page}", headers={"accept-language": language})
    text = response.content.decode()
    assert response.status_code == 200, text
    assert f'lang="{language}"' in text
    assert response.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert " style=" not in text
    assert "/mine/looks/" in text, "the navigation"


@pytest.mark.parametrize(
    ("page", "queries"),
    [("", 33), ("likely/", 29), ("services/parent_benefit/", 32), ("cases/", 29), ("looks/", 24), ("consents/", 23)],
)
def test_queries_do_not_grow_with_what_there_is(page: str, queries: int, count_queries: CountQueries) -> None:
    client = signed_in(MOTHER)
    client.get(f"/mine/{page}")
    with count_queries(queries):
        client.get(f"/mine/{page}")
    applied(client)
    for number in range(3):
        looked_at(MOTHER)
        care = "daycare" if number % 2 else "home"
        something_new(NewFact("m1-baby", "child.care_setting", care, "welfare"), key=f"{number}")
    begun(client, "basic_pension")
    with count_queries(queries):
        client.get(f"/mine/{page}")
