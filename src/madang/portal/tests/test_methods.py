"""What each address takes, and what it says to anything else."""

from __future__ import annotations

import pytest
from django.test import Client

from madang.portal.tests.walking import begin, hidden, press

READ, FORM = "GET, HEAD", "GET, HEAD, POST"
TAKEN = {
    "/": READ, "/demo/": READ,
    "/start/": FORM, "/check/": FORM, "/result/": FORM, "/resume/": FORM, "/demo/begin/": FORM, "/erase/": FORM,
    "/save/": "POST", "/sent/": "POST",
}  # fmt: skip
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "NONSENSE")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("address", "taken"), TAKEN.items())
def test_a_method_the_address_does_not_take_is_told_which_it_does(address: str, taken: str, method: str) -> None:
    page = Client(enforce_csrf_checks=True).generic(method, address, headers={"Accept-Language": "en"})
    if method in taken.split(", "):
        assert page.status_code == (403 if method == "POST" else 200)
        return
    assert page.status_code == 405
    assert page.headers["Allow"] == taken
    assert method == "HEAD" or "<title>This page opens from the check" in page.text


@pytest.mark.parametrize("address", [address for address, taken in TAKEN.items() if "HEAD" in taken])
def test_head_tells_what_get_would(client: Client, address: str) -> None:
    head, get = client.head(address), client.get(address)
    assert head.content == b""
    assert head.status_code == get.status_code
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


def test_pages_stay_in_the_visitors_own_browser_and_files_nowhere(client: Client) -> None:
    page = press(client, begin(client), "unknown")
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" not in page.headers.get("Vary", "")
    saved = client.post("/save/", {"state": hidden(page, "state")[0]})
    assert saved.headers["Cache-Control"] == "no-store"


def test_erasing_tells_the_browser_to_forget(client: Client) -> None:
    page = client.post("/erase/", headers={"Accept-Language": "en"})
    assert page.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert page.headers["Cache-Control"] == "no-store"
    assert "close this tab" in page.text


@pytest.mark.parametrize("page", ["people", "question"])
def test_a_page_sent_again_is_shown_as_it_stood(client: Client, page: str) -> None:
    asked = begin(client)
    if page == "question":
        again = press(client, asked, "again", {"value-0": "typed", "age-0": "x"})
        assert hidden(again, "fact") == hidden(asked, "fact")
        assert hidden(again, "state") == hidden(asked, "state")
    else:
        again = client.post("/start/", {"rows": "2", "birth-0": "not yet a day", "do": "again"})
        assert 'name="rows" value="2"' in again.text
        assert 'value="not yet a day"' in again.text
    assert again.status_code == 200
