"""The road itself: a birth is registered, the mother sees it, applies, a clerk decides, she checks letter and log."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from madang.cli.story.telling import Telling
from madang.cli.story.visitor import Page, Unexpected, Visitor
from madang.cli.story.ways import CASES, Way, looks_on, news_on, number_in, way_of
from madang.rules.service import Label
from madang.services.catalogue.service import papers_of
from madang.simulation.service import Control

SERVICE = "parent_benefit"
ACCOUNT = "마당은행 000-0000-0000"
"""The one answer nobody has: where the money goes."""
PATIENCE = 20.0
"""Seconds until the alert has to be on the page, and until the witness has to have signed."""
BETWEEN = 0.1


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the story plays. mother, clerk: parts of the demonstration. number: the mother's; baby: the one the child
    gets; like: a baby of the province whose records it is made after; accepted: when the hub took the birth."""

    portal: str
    mother: str
    clerk: str
    number: str
    baby: str
    like: str
    day: dt.date
    accepted: Callable[[], dt.datetime | None]


class Road:
    """The steps in order; each raises Unexpected where the road ends. letter, proof: what the mother took home."""

    def __init__(self, setting: Setting, control: Control, telling: Telling) -> None:
        self.setting, self.control, self.telling = setting, control, telling
        self.mother = Visitor(setting.portal, telling.language)
        self.clerk = Visitor(setting.portal, telling.language)
        self.case_number = ""
        self.case = ""
        self.letter = b""
        self.proof = b""

    def walk(self) -> None:
        """All of it."""
        self.sign_in()
        way = self.birth()
        self.apply(way)
        self.decide()
        self.read_letter()
        self.look_who_looked()

    def sign_in(self) -> None:
        """The mother and the clerk, each in their own browser."""
        label = Label("어머니와 담당 공무원이 로그인합니다", "The mother and the clerk sign in")
        with self.telling.step("sign_in", label):
            for visitor, part in ((self.mother, self.setting.mother), (self.clerk, self.setting.clerk)):
                page = visitor.get("/account/demo/")
                visitor.send(page, page.form("/account/demo/"), {"part": part})

    def birth(self) -> Way:
        """The court registers a birth; the page of the mother shows by itself what follows, and what she can do."""
        before = self._latest()
        with self.telling.step("birth", Label("법원이 출생을 등록합니다", "The court registers a birth")):
            self.control.birth(self.setting.number, self.setting.baby, self.setting.like, self.setting.day)
        label = Label("부모급여 알림이 어머니의 화면에 스스로 나타납니다", "The alert appears on her page by itself")
        with self.telling.step("alert", label) as found:
            way, at = self._told(before)
            found += news_on(self.mother.get("/mine/"))[:3]
        accepted = self.setting.accepted()
        if accepted is None:
            raise Unexpected("the hub does not know the birth")
        label = Label("허브가 받은 때부터 화면에 보일 때까지", "from the hub's acceptance to the page")
        self.telling.figure("alert_latency", label, (at - accepted).total_seconds())
        return way

    def _told(self, before: int) -> tuple[Way, dt.datetime]:
        """What the page offers once there is something new about the service, and when it was on the page."""
        deadline, seen = time.monotonic() + PATIENCE, before
        while time.monotonic() < deadline:
            latest = self._latest()
            if latest != seen:
                seen = latest
                way, at = way_of(self.mother.get("/mine/"), SERVICE), dt.datetime.now(dt.UTC)
                if way is not None and not way.decided:
                    return way, at
            time.sleep(BETWEEN)
        said = "the page does not offer to apply" if seen != before else "no alert"
        raise Unexpected(f"{said} within {PATIENCE:.0f} s")

    def _latest(self) -> int:
        """What her open page asks while she looks at it: the id of what she was told last."""
        found: dict[str, int] = json.loads(self.mother.get("/mine/since").body)
        return found["latest"]

    def apply(self, way: Way) -> None:
        """She applies: what is known is there, one question is hers, no paper. A case that waits is gone on with."""
        label = Label("서류 없이 신청합니다", "She applies without a paper")
        with self.telling.step("apply", label) as found:
            if way.kind == "case":
                page = self.mother.get(way.address)
                self.case_number = number_in(page)
                waits = Label(
                    "이미 심사 중인 신청이 있어 그것으로 이어 갑니다",
                    "One is being decided already; the story goes on with it",
                )
                found.append(f"{self.case_number}: {waits.ko if self.telling.language == 'ko' else waits.en}")
                return
            if way.form is not None:
                page = self.mother.send(self.mother.get("/mine/"), way.form)
            else:
                page = self.mother.get(way.address)
            page = self._consents(page)
            form = next((one for one in page.forms if any(name.startswith("said-") for name in one.values)), None)
            if form is None:
                raise Unexpected(f"{page.url}: {page.said() or 'nothing to answer'}")
            answers = {name: ACCOUNT for name in form.values if name.startswith("said-")}
            page = self.mother.send(page, form, {**answers, "do": "check"})
            page = self.mother.send(page, page.form("/check/"))
            self.case_number = number_in(page)
            papers = papers_of(SERVICE)
            found.append(self.case_number)
            found.append(f"papers: {len(papers.official)} official, {len(papers.still_asked)} still asked")

    def _consents(self, page: Page) -> Page:
        """Agrees to what is hers to agree to, once each."""
        for _ in range(sum(one.action.endswith("/consent/") for one in page.forms)):
            page = self.mother.send(page, page.form("/consent/"))
        return page

    def decide(self) -> None:
        """A clerk of the city finds the case, takes it, sees why, and approves."""
        label = Label("담당 공무원이 근거를 보고 결정합니다", "A clerk sees the reasons and decides")
        with self.telling.step("decide", label):
            page = self.clerk.get("/desk/")
            page = self.clerk.send(page, page.form("/desk/", holds="q"), {"q": self.case_number})
            if self.case_number not in page.text:
                raise Unexpected(f"the clerk does not see {self.case_number}")
            address = page.link("/desk/cases/", digits=True)
            self.case = address.removeprefix("/desk/cases/").rstrip("/")
            page = self.clerk.get(address)
            if any(one.action.endswith("/take/") for one in page.forms):
                page = self.clerk.send(page, page.form("/take/"))
            page = self.clerk.send(page, page.form("/approve/"))
            if "done=approve" not in page.url:
                raise Unexpected(f"{page.url}: {page.said()}")

    def read_letter(self) -> None:
        """The letter is there, sealed, and she takes the file."""
        with self.telling.step("letter", Label("봉인된 결정 통지서를 받습니다", "The sealed letter is there")) as found:
            case = f"{CASES}{self.case}/"
            letter = self.mother.get(self.mother.get(case).link(f"{case}letters/"))
            pdf = self.mother.get(letter.link(f"{case}letters/", inside="genuine-title"))
            if pdf.kind != "application/pdf":
                raise Unexpected(f"{pdf.url}: {pdf.kind}")
            self.letter = pdf.body
            found.append(f"{len(self.letter):,} bytes, {pdf.kind}")

    def look_who_looked(self) -> None:
        """The clerk's look stands in her log, with a proof that the witness has signed."""
        label = Label("누가 내 정보를 보았는지 보고 증명을 내려받습니다", "She sees who looked, and takes the proof")
        with self.telling.step("looks", label) as found:
            page = self.mother.get("/mine/looks/?kind=disclosure")
            entry = page.link("/mine/looks/", digits=True)
            found += looks_on(page)[:2]
            deadline = time.monotonic() + PATIENCE
            while not self._proven(entry):
                if time.monotonic() > deadline:
                    raise Unexpected(f"no proof with the witness's signature within {PATIENCE:.0f} s")
                time.sleep(BETWEEN)
            found.append(f"{len(self.proof):,} bytes")

    def _proven(self, entry: str) -> bool:
        """Takes the proof; whether somebody beside the log has signed its head (C2SP signed note: a line each)."""
        try:
            self.proof = self.mother.get(f"{entry}proof/").body
        except Unexpected:  # it waits for its place in the tree
            return False
        note: str = json.loads(self.proof)["checkpoint"]
        return sum(line.startswith("— ") for line in note.splitlines()) > 1
