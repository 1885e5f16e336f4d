"""The road itself: a birth is registered, the mother sees it, applies, a clerk decides, she checks letter and log."""

from __future__ import annotations

import datetime as dt
import json
import time
from dataclasses import dataclass

from madang.cli.story.telling import Telling
from madang.cli.story.visitor import Form, Page, Unexpected, Visitor
from madang.rules.service import Label
from madang.simulation.service import Control

SERVICE = "parent_benefit"
PATIENCE = 20.0
"""Seconds until the alert has to be on the page."""
BETWEEN = 0.1


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the story plays. mother, clerk: parts of the demonstration. number: the mother's; baby: the one the child
    gets; like: a baby of the province whose records it is made after."""

    portal: str
    mother: str
    clerk: str
    number: str
    baby: str
    like: str
    day: dt.date


class Road:
    """The steps in order; each raises Unexpected where the road ends."""

    def __init__(self, setting: Setting, control: Control, telling: Telling) -> None:
        self.setting, self.control, self.telling = setting, control, telling
        self.mother = Visitor(setting.portal, telling.language)
        self.clerk = Visitor(setting.portal, telling.language)
        self.case_number = ""
        self.letter = b""
        self.proof = b""

    def walk(self) -> None:
        """All of it."""
        self.sign_in()
        self.birth()
        self.apply()
        self.decide()
        self.read_letter()
        self.look_who_looked()

    def sign_in(self) -> None:
        """The mother and the clerk, each in their own browser."""
        with self.telling.step(
            "sign_in", Label("어머니와 담당 공무원이 로그인합니다", "The mother and the clerk sign in")
        ):
            for visitor, part in ((self.mother, self.setting.mother), (self.clerk, self.setting.clerk)):
                page = visitor.get("/account/demo/")
                visitor.send(page, page.form("/account/demo/"), {"part": part})

    def birth(self) -> None:
        """The court registers a birth; the page of the mother shows by itself what follows."""
        before = self._latest()
        with self.telling.step("birth", Label("법원이 출생을 등록합니다", "The court registers a birth")):
            self.control.birth(self.setting.number, self.setting.baby, self.setting.like, self.setting.day)
        label = Label("부모급여 알림이 어머니의 화면에 스스로 나타납니다", "The alert appears on her page by itself")
        with self.telling.step("alert", label):
            deadline = time.monotonic() + PATIENCE
            while self._latest() == before:
                if time.monotonic() > deadline:
                    raise Unexpected(f"no alert within {PATIENCE:.0f} s")
                time.sleep(BETWEEN)
            if self._apply_form(self.mother.get("/mine/")) is None:
                raise Unexpected("the page does not offer to apply")

    def _latest(self) -> int:
        """What her open page asks while she looks at it: the id of what she was told last."""
        found: dict[str, int] = json.loads(self.mother.get("/mine/since").body)
        return found["latest"]

    def _apply_form(self, page: Page) -> Form | None:
        """The form that begins the application of the story, where the page has it."""
        for one in page.forms:
            if one.action.endswith("/mine/apply/") and (
                one.values.get("service") == SERVICE or ("service", SERVICE) in one.buttons
            ):
                return one
        return None

    def apply(self) -> None:
        """She applies: what is known is there, one question is hers, no paper."""
        label = Label("서류 없이 신청합니다", "She applies without a paper")
        with self.telling.step("apply", label) as found:
            page = self.mother.get("/mine/")
            begin = self._apply_form(page)
            assert begin is not None
            page = self.mother.send(page, begin, {"service": SERVICE})
            page = self._consents(page)
            form = next(one for one in page.forms if any(name.startswith("said-") for name in one.values))
            answers = {name: "마당은행 000-0000-0000" for name in form.values if name.startswith("said-")}
            page = self.mother.send(page, form, {**answers, "do": "check"})
            page = self.mother.send(page, page.form("/check/"))
            self.case_number = _number_in(page.text)
            found.append(self.case_number)
            found.append(self._papers())

    def _consents(self, page: Page) -> Page:
        while any(one.action.endswith("/consent/") for one in page.forms):
            before = len([one for one in page.forms if one.action.endswith("/consent/")])
            page = self.mother.send(page, page.form("/consent/"))
            if len([one for one in page.forms if one.action.endswith("/consent/")]) >= before:
                break
        return page

    def _papers(self) -> str:
        from madang.services.catalogue.service import papers_of

        papers = papers_of(SERVICE)
        return f"papers: {len(papers.official)} official, {len(papers.still_asked)} still asked"

    def decide(self) -> None:
        """A clerk of the city takes the case, sees why, and approves."""
        label = Label("담당 공무원이 근거를 보고 결정합니다", "A clerk sees the reasons and decides")
        with self.telling.step("decide", label):
            page = self.clerk.get(f"/desk/?q={self.case_number}")
            address = next(
                (part.split('"')[0] for part in page.text.split('href="') if part.startswith("/desk/cases/")), ""
            )
            if not address:
                raise Unexpected(f"the clerk does not see {self.case_number}")
            page = self.clerk.get(address)
            page = self.clerk.send(page, page.form("/take/"))
            page = self.clerk.send(page, page.form("/approve/"))
            if page.status != 200:
                raise Unexpected(page.url)

    def read_letter(self) -> None:
        """The letter is there, sealed."""
        with self.telling.step("letter", Label("봉인된 결정 통지서를 받습니다", "The sealed letter is there")) as found:
            cases = self.mother.get("/mine/cases/")
            address = _link(cases.text, "/mine/cases/")
            case = self.mother.get(address)
            letter = self.mother.get(_link(case.text, f"{address}letters/"))
            pdf = letter if letter.kind == "application/pdf" else self.mother.get(f"{letter.url.split('?')[0]}?pdf=1")
            self.letter = pdf.body
            found.append(f"{len(self.letter):,} bytes, {pdf.kind}")

    def look_who_looked(self) -> None:
        """Who looked, and a proof of it."""
        label = Label("누가 내 정보를 보았는지 보고 증명을 내려받습니다", "She sees who looked, and takes the proof")
        with self.telling.step("looks", label) as found:
            page = self.mother.get("/mine/looks/")
            entry = _link(page.text, "/mine/looks/", digits=True)
            deadline = time.monotonic() + PATIENCE
            while True:
                try:
                    self.proof = self.mother.get(f"{entry}proof/").body
                    break
                except Unexpected:
                    if time.monotonic() > deadline:
                        raise
                    time.sleep(0.3)
            found.append(f"{len(self.proof):,} bytes")


def _number_in(text: str) -> str:
    """The first case number on a page: year, authority, row."""
    import re

    found = re.search(r"\b20\d\d-[0-9A-Za-z]+-\d{7,}\b", text)
    if found is None:
        raise Unexpected("no case number on the receipt")
    return found.group()


def _link(text: str, start: str, *, digits: bool = False) -> str:
    """The first link on a page below an address that goes further than it."""
    for part in text.split('href="')[1:]:
        address = part.split('"')[0]
        rest = address.removeprefix(start)
        if address.startswith(start) and rest and (not digits or rest.rstrip("/").isdecimal()):
            return address
    raise Unexpected(f"no link below {start}")
