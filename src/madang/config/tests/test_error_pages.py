"""Error pages say what to do next, in both languages."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from madang.config import urls as house

FAULTS = {400: SuspiciousOperation, 403: PermissionDenied, 500: ZeroDivisionError}
TITLES = {
    ("ko", 400): "요청을 읽지 못했습니다",
    ("en", 400): "We could not read this request",
    ("ko", 403): "요청을 받아들이지 못했습니다",
    ("en", 403): "This request was not accepted",
    ("ko", 404): "찾으시는 화면이 없습니다",
    ("en", 404): "There is no such page",
    ("ko", 500): "저희 쪽에 문제가 생겼습니다",
    ("en", 500): "Something went wrong on our side",
}


def fail(request: HttpRequest, status: int) -> HttpResponse:
    """Goes wrong as asked."""
    raise FAULTS[status]


urlpatterns = [path("fail/<int:status>", fail), *house.urlpatterns]
handler400, handler403 = house.handler400, house.handler403
handler404, handler500 = house.handler404, house.handler500


@pytest.mark.parametrize(("language", "status"), TITLES)
@override_settings(ROOT_URLCONF=__name__)
def test_error_page_speaks_the_reader_s_language(language: str, status: int) -> None:
    address = "/nowhere?name=홍길동" if status == 404 else f"/fail/{status}"
    client = Client(raise_request_exception=False, headers={"Accept-Language": language})
    answer = client.get(address)
    assert answer.status_code == status
    assert f"<h1>{TITLES[language, status]}</h1>" in answer.text
    assert f'<html lang="{language}">' in answer.text
    assert answer.headers["X-Request-ID"] in answer.text
    assert "홍길동" not in answer.text


def test_korean_comes_first(client: Client) -> None:
    assert "찾으시는 화면이 없습니다" in client.get("/nowhere").text
    assert "찾으시는 화면이 없습니다" in client.get("/nowhere", headers={"Accept-Language": "fr"}).text


def test_an_unknown_host_is_refused_with_a_page(client: Client) -> None:
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "요청을 읽지 못했습니다" in answer.text
