"""Feeds that are held back: why, since when, and letting one go on, which a person does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import structlog
from django.db import connection
from django.db.models import Count

from madang.exchange.hub.service import NoReason, fields_named
from madang.exchange.mydata.fetching.gathering import Failed
from madang.exchange.mydata.mapping import mapping
from madang.exchange.mydata.models import Feed, PendingFetch
from madang.exchange.mydata.purposes import agency_label
from madang.exchange.mydata.refusals import NotQuarantined
from madang.exchange.mydata.whole import on_everybody
from madang.rules.service import Label
from madang.trust import service as trust

OFF_CONTRACT, IMPLAUSIBLE = "off_contract", "implausible"
HOLDS = {"wrong": OFF_CONTRACT, "implausible": IMPLAUSIBLE}
"""Failures after which nothing is taken from the agency until somebody has looked."""
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class HeldFeed:
    """A feed that is held back, for whoever lets it go on. words: what was wrong; fields: where, if the contract says.

    waiting: how many fetches wait for it. Nothing of anybody's data.
    """

    agency: str
    label: Label
    reason: str
    words: Label
    fields: tuple[str, ...]
    since: dt.datetime
    waiting: int


def feeds_in_hold() -> list[HeldFeed]:
    """All that are held back, the longest first. Two queries in a transaction of their own."""
    with on_everybody():
        feeds = held_feeds()
        rows = PendingFetch.objects.filter(agency__in=[one.agency for one in feeds], retry_at=None)
        waiting = dict(rows.values_list("agency").annotate(n=Count("pk")).values_list("agency", "n"))
    known = mapping().labels
    return [
        HeldFeed(one.agency, agency_label(one.agency) if one.agency in known else Label(one.agency, one.agency),
                 one.reason, Label(one.ko, one.en), fields_named(one.en), one.since, waiting.get(one.agency, 0))
        for one in feeds
    ]  # fmt: skip


def held_feeds() -> list[Feed]:
    """Feeds held back now, the longest first. One query."""
    return list(Feed.objects.filter(released_at=None).order_by("since"))


def hold_back(failures: Iterable[Failed], at: dt.datetime) -> None:
    """Holds back feeds of agencies that broke their contract or said what cannot be. In the caller's transaction."""
    for failed in failures:
        if failed.why not in HOLDS:
            continue
        agency, what = agency_label(failed.agency), HOLDS[failed.why]
        ko = "약속한 형식과 다른 답" if what == OFF_CONTRACT else "있을 수 없는 내용의 답"
        en = "an answer off its contract" if what == OFF_CONTRACT else "an answer that cannot be"
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO mydata_feed (agency, reason, ko, en, since, released_by) VALUES (%s, %s, %s, %s, %s, '')"
                " ON CONFLICT (agency) WHERE released_at IS NULL DO NOTHING",
                [failed.agency, what, f"{agency.ko}: {ko} ({failed.reason})"[:300],
                 f"{agency.en}: {en} ({failed.reason})"[:300], at],
            )  # fmt: skip
            if cursor.rowcount:
                log.error("feed_held_back", agency=failed.agency, reason=what, why=failed.reason[:200])


@dataclass(frozen=True)
class ReleaseFeed(trust.Act[Feed, dict[str, int]]):
    """Gives {waiting: fetches that go on now}. why: what was found and done, for the record."""

    agency: str
    why: str

    name: ClassVar[str] = "mydata.release_feed"
    purpose: ClassVar[Label] = Label("멈춘 연계를 다시 잇기", "Letting a feed go on")

    def find(self) -> Feed:
        """Raises NoReason and NotQuarantined."""
        if not self.why.strip():
            raise NoReason("무엇을 확인했고 무엇을 했는지 적어 주세요.", "Please write what was found and done.")
        with on_everybody():
            row = Feed.objects.select_for_update().filter(agency=self.agency, released_at=None).first()
        if row is None:
            raise NotQuarantined("멈춰 있는 연계가 아닙니다.", "The feed of that agency is not held back.")
        return row

    def resource(self, about: Feed) -> trust.Resource:
        """The feed."""
        return trust.Resource("MydataFeed", about.agency)

    def ground(self, about: Feed) -> trust.Ground:
        """전자정부법 §38③: shared records have to be kept right and up to date."""
        return trust.Ground("전자정부법 §38③", "duty")

    def execute(self, doing: trust.Doing, about: Feed) -> dict[str, int]:
        """What waited for it is due at once."""
        with on_everybody():
            Feed.objects.filter(pk=about.pk).update(released_at=doing.at, released_by=doing.principal.actor)
            waiting = PendingFetch.objects.filter(agency=self.agency, retry_at=None)
            count = waiting.update(retry_at=doing.at, attempts=0)
        doing.note(agency=self.agency, reason=about.reason, why=self.why[:500])
        doing.tell("kr.madang.mydata.feed_released", data={"agency": self.agency})
        return {"waiting": count}
