"""What somebody writes into the fields of a page that are not filled yet."""

from __future__ import annotations

import re

from django.core import mail

from madang.portal.tests.account.person import CODE, PASSWORD
from madang.portal.tests.account.totp import app_code
from tests.pages.everybody import PLAIN, SECRET
from tests.walls.people import ANNE

NEW_PASSWORD = "river lamp garden eight"
SHOWN_SECRET = re.compile(r"<code>([A-Z2-7 ]{16,})</code>")
FIGURE = re.compile(r'name="(value-basic_pension_(?:line_\w+|base|work_deduction))"')
EVERYWHERE = {
    "login": PLAIN, "password": PASSWORD, "oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD,
    "email": "somebody.new@example.org", "name": "전화기", "number": ANNE.number, "upheld": "1", "amount": "5",
    "said": "그날 아무것도 신청하지 않았습니다.", "said-payment_account": "신한은행 110-123-456789",
    "what": "통장 사본을 다시 내 주세요.", "answer": "다시 냈습니다.", "opinion": "다르게 생각합니다.",
    "considered": "의견을 살폈으나 요건에 맞지 않습니다.", "reasons": "금액을 다시 계산합니다.",
    "told": "살펴볼 것이 더 있습니다.", "why": "기관에 물어 확인했습니다.",
    "text": "다음 담당자에게 남깁니다.", "reason": "관할이 다릅니다.", "birth-0": "1958-03-01", "sex-0": "female",
    "title": "새해 값", "on": "2027-01-15",
    "region": "1111000000", "service": "basic_pension", "consent": "오늘 창구에서 말로 동의함. 녹취 2026-1.",
}  # fmt: skip
"""By name of field; a page that wants something else says so below."""


def words_for(route: str, page: str) -> dict[str, str]:
    """For the form of a page that goes to an address."""
    own: dict[str, str] = {}
    if route in ("mfa_authenticate", "mfa_reauthenticate"):
        own["code"] = app_code(SECRET, steps=1)
    elif route == "mfa_activate_totp" and (secret := SHOWN_SECRET.search(page)):
        own["code"] = app_code(secret[1])
    elif route == "portal:workbench-year":
        own = dict.fromkeys(FIGURE.findall(page), "349700")
        own |= {name.replace("value-", "source-"): "고시" for name in own}
    elif route in ("account_email_verification_sent", "account_confirm_password_reset_code") and mail.outbox:
        to = PLAIN if route == "account_confirm_password_reset_code" else ""
        found = [code for one in mail.outbox if to in one.to or not to for code in CODE.findall(str(one.body))]
        own["code"] = found[-1] if found else ""
    return EVERYWHERE | own
