"""An official: takes cases, notes, asks for more, gives notice, approves, refuses."""

from __future__ import annotations

import random
import re

from madang.cli.story.visitor import Form
from tests.kills.hand import Floor, Hand
from tests.kills.ledger import Ledger
from tests.kills.patient import Patient

CASE = re.compile(r"/desk/cases/(\d+)/")
OFTEN = {"approve": 6.0, "refuse": 6.0, "give_notice": 4.0, "take": 1.0, "ask_supplement": 1.0, "note": 0.5}
UNHEARD = re.compile(r"\d{4}-\d\d-\d\d까지 의견을 낼 수")
"""On the page while an opinion may still come: nobody may refuse before."""
TYPED = {"note": "text", "ask_supplement": "what", "refuse": "considered"}
BOTH = 0.2
"""How often a clerk takes any case, so that two may be at one: one wins, the other is told."""


class Clerk(Hand):
    """One of `of` clerks at the same desk; share: which part of the cases is theirs, 0 to of - 1."""

    def __init__(
        self, share: int, of: int, visitor: Patient, ledger: Ledger, floor: Floor, chance: random.Random
    ) -> None:
        super().__init__(f"clerk {share}", floor, chance)
        self.share, self.of, self.visitor, self.ledger = share, of, visitor, ledger
        self._signed_in = False

    def turn(self) -> None:
        """Opens one of the cases that wait, and does one of the things that can be done with it."""
        if not self._signed_in:
            self.visitor.sign_in("official")
            self._signed_in = True
        waiting = sorted({int(one) for one in CASE.findall(self.visitor.get("/desk/").text)})
        both = self.chance.random() < BOTH
        mine = [case for case in waiting if both or case % self.of == self.share]
        if not mine:
            self.floor.stopped.wait(0.3)
            return
        case = self.chance.choice(mine)
        page = self.visitor.get(f"/desk/cases/{case}/")
        can = {verb: one for one in page.forms if (verb := _verb(one, case)) in OFTEN}
        if UNHEARD.search(page.text):
            can.pop("refuse", None)
        if not can:
            self.floor.stopped.wait(0.3)
            return
        verb = self.chance.choices(list(can), [OFTEN[one] for one in can])[0]
        typed = {TYPED[verb]: f"{verb} {self.chance.random()}"} if verb in TYPED else {}
        self.visitor.send(page, can[verb], typed)
        self.ledger.write("act", case=case, verb=verb)


def _verb(form: Form, case: int) -> str:
    start = f"/desk/cases/{case}/"
    return form.action.removeprefix(start).strip("/") if form.action.startswith(start) else ""
