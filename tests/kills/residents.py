"""A resident: asks for certificates, applies for benefits, answers what the office asks, takes an application back."""

from __future__ import annotations

import random

from madang.cli.story.road import ACCOUNT
from madang.cli.story.visitor import Form, Page, Unexpected
from madang.cli.story.ways import BEGIN, CASES, number_in
from tests.kills.hand import Floor, Hand
from tests.kills.ledger import Ledger
from tests.kills.patient import Patient

CERTIFICATE = "resident_register_copy"
BENEFITS = ("parent_benefit", "basic_pension")
ASKED = {"supply": "supply", "opinion": "answer_notice"}
"""What a case's form sends as `do`, and the step it becomes."""


class Resident(Hand):
    """part: of the demonstration. One benefit of each kind is under way at a time; certificates come and go."""

    def __init__(self, part: str, visitor: Patient, ledger: Ledger, floor: Floor, chance: random.Random) -> None:
        super().__init__(part, floor, chance)
        self.part, self.visitor, self.ledger = part, visitor, ledger
        self.cases: dict[str, int] = {}
        self._signed_in = False

    def turn(self) -> None:
        """One application, or one look at one that is under way and what it asks for."""
        if not self._signed_in:
            self.visitor.sign_in(self.part)
            self._signed_in = True
        service = self.chance.choice((CERTIFICATE, *BENEFITS, *BENEFITS))
        case = self.cases.get(service)
        if case is None:
            self._apply(service)
        else:
            self._go_on(service, case)

    def _apply(self, service: str) -> None:
        page = self.visitor.get("/mine/services/")
        token = page.forms[0].values["csrfmiddlewaretoken"]
        key = f"{self.chance.getrandbits(128):032x}"
        begin = Form(BEGIN, "post", {"csrfmiddlewaretoken": token, "key": key, "service": service})
        page = self.visitor.send(page, begin)
        draft = page.url.split(BEGIN)[1].split("/")[0]
        for _ in range(sum(one.action.endswith("/consent/") for one in page.forms)):
            page = self.visitor.send(page, page.form("/consent/"))
        form = _of(page, f"{BEGIN}{draft}/")
        answers = {name: ACCOUNT for name in form.values if name.startswith("said-")}
        page = self.visitor.send(page, form, {**answers, "do": "check"})
        page = self.visitor.send(page, page.form("/check/"))
        number = number_in(page)
        self.ledger.write("submission", draft=draft, number=number, service=service)
        if service != CERTIFICATE:
            self.cases[service] = int(number.rpartition("-")[2])

    def _go_on(self, service: str, case: int) -> None:
        page = self.visitor.get(f"{CASES}{case}/")
        asked = next((one for one in page.forms if any(name == "do" for name, _ in one.buttons)), None)
        verb = dict(asked.buttons)["do"] if asked is not None else ""
        if asked is not None and verb in ASKED:
            self.visitor.send(page, asked, {"do": verb, "said": f"답변 {self.chance.random()}"})
            self.ledger.write("act", case=case, verb=ASKED[verb])
        elif f"{CASES}{case}/withdraw/" not in page.text:
            del self.cases[service]  # decided
        elif self.chance.random() < 0.03:
            page = self.visitor.get(f"{CASES}{case}/withdraw/")
            self.visitor.send(page, page.form("/withdraw/"))
            self.ledger.write("act", case=case, verb="withdraw")
            del self.cases[service]
        else:
            self.floor.stopped.wait(0.3)


def _of(page: Page, action: str) -> Form:
    found = [one for one in page.forms if one.action.split("?")[0] == action]
    if not found:
        raise Unexpected(f"{page.url}: {page.said() or 'no draft'}")
    return found[0]
