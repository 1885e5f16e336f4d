"""직권신청: found by number, filed with a consent in words, once; the number stands nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from madang.portal.tests.desk.house import ACCOUNT, ELSEWHERE, MOTHER, NAMES, NUMBERS, SERVICE, applied, signed_in
from madang.services.casework import service as casework
from madang.trust import service as trust

pytestmark = pytest.mark.usefixtures("house")
CONSENT = "2026-11-20 전화로 동의, 녹취 17호"


@pytest.fixture
def clerk() -> Client:
    return signed_in("clerk")


def find(client: Client, number: str, service: str = SERVICE) -> Any:
    return client.post("/desk/file/", {"number": number, "service": service, "do": "find"})


def file(client: Client, page: Any, **typed: str) -> Any:
    carried = {"person": page.context["person"].id, "service": SERVICE, "key": page.context["key"], "do": "file"}
    return client.post("/desk/file/", carried | typed)


def test_found_and_filed_with_consent(clerk: Client) -> None:
    assert clerk.get("/desk/file/").status_code == 200
    page = find(clerk, NUMBERS[MOTHER])
    assert page.status_code == 200
    assert page.context["person"].name == NAMES[MOTHER]
    assert NUMBERS[MOTHER] not in page.text
    without = file(clerk, page, **{"said-payment_account": ACCOUNT})
    assert without.status_code == 409
    assert ACCOUNT in without.text
    done = [file(clerk, page, consent=CONSENT, **{"said-payment_account": ACCOUNT}) for _ in range(2)]
    assert done[0].headers["Location"] == done[1].headers["Location"]
    with trust.entered(trust.system("test")):
        (case,) = casework.cases_of(MOTHER)
        assert (case.filed_as, case.answers) == ("ex_officio", {"payment_account": ACCOUNT})
        looks = {look.purpose.ko: look for look in trust.looks(MOTHER)}
    assert looks["직권신청 대상자의 확인"].kind == "disclosure"
    assert looks["직권신청"].note["consent"] == CONSENT
    assert "공무원이 대신" in clerk.get(done[0].headers["Location"]).text


def test_what_is_applied_for_already_is_said(clerk: Client) -> None:
    applied(MOTHER)
    again = file(clerk, find(clerk, NUMBERS[MOTHER]), consent=CONSENT)
    assert again.status_code == 409
    assert "이미 신청" in again.text
    assert CONSENT in again.text


@pytest.mark.parametrize("number", ["S0000009", NUMBERS[ELSEWHERE]])
def test_nobody_here_and_somebody_elsewhere_are_told_alike(clerk: Client, number: str) -> None:
    page = find(clerk, number)
    assert page.status_code == 409
    assert "관할 주민이 없습니다" in page.text
    assert number not in page.text
    with trust.entered(trust.system("test")):
        assert trust.looks(ELSEWHERE, kind="disclosure") == []


@pytest.mark.parametrize("given", [
    {"number": "", "service": SERVICE}, {"number": "x" * 500, "service": SERVICE},
    {"number": NUMBERS[MOTHER], "service": ""}, {"number": NUMBERS[MOTHER], "service": "nonsense"},
    {"number": NUMBERS[MOTHER], "service": "resident_register"}, {"person": "nobody", "service": SERVICE},
    {"person": ELSEWHERE, "service": SERVICE, "do": "file", "consent": CONSENT},
])  # fmt: skip
def test_what_cannot_be_is_said(clerk: Client, given: dict[str, str]) -> None:
    assert clerk.post("/desk/file/", given).status_code == 409
    with trust.entered(trust.system("test")):
        assert not casework.cases_of(ELSEWHERE)
