"""The text a person agrees to, in plain words: what for, what, from whom, how long, and that they may say no."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from madang.exchange.mydata.consents.needed import Needed
from madang.exchange.mydata.purposes import ALERTS, agency_label, label_of
from madang.rules.grounds.service import grounds
from madang.rules.service import Label

VERSION = "2026-1"
MONTHS = 12
"""How long a consent holds unless it is withdrawn; a case that is over ends it before."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is shown. digest: SHA-256 over version, language and text."""

    language: str
    version: str
    text: str
    digest: str


def text_of(needed: Needed, language: str) -> Text:
    """The text in "ko" or "en": 개인정보 보호법 §15② (purpose, items, period, the right to refuse), 전자정부법 §42①."""
    words = _korean(needed) if language == "ko" else _english(needed)
    digest = hashlib.sha256(f"{VERSION}\n{language}\n{words}".encode()).hexdigest()
    return Text(language, VERSION, words, f"sha256:{digest}")


def until(given: dt.datetime) -> dt.datetime:
    """When a consent given then is over by itself."""
    try:
        return given.replace(year=given.year + MONTHS // 12)
    except ValueError:  # 29 February
        return given.replace(year=given.year + MONTHS // 12, day=28)


def _korean(needed: Needed) -> str:
    what = label_of(needed.purpose).ko
    groups = ", ".join(grounds().information[one].label.ko for one in needed.information)
    agencies = ", ".join(agency_label(one).ko for one in needed.sources)
    lines = [
        f"무엇에 쓰나요: {what}",
        f"무엇을 가져오나요: {groups}",
        f"어디에서 가져오나요: {agencies}",
        "누가 보나요: 이 일을 맡은 보장기관의 담당자",
        f"왜 동의가 필요한가요: {needed.law}",
        f"언제까지인가요: 오늘부터 {MONTHS}개월. 그 전에 언제든 철회할 수 있고, 철회하면 바로 더는 가져오지 않습니다.",
        _without(needed).ko,
    ]
    lines += [f"철회한 뒤에도 {one.law}에 따라: {one.label.ko}" for one in needed.stills]
    return "\n".join(lines)


def _english(needed: Needed) -> str:
    what = label_of(needed.purpose).en
    groups = ", ".join(grounds().information[one].label.en for one in needed.information)
    agencies = ", ".join(agency_label(one).en for one in needed.sources)
    lines = [
        f"What for: {what}",
        f"What is fetched: {groups}",
        f"From whom: {agencies}",
        "Who sees it: the officials of the authority responsible for this matter",
        f"Why you are asked: {needed.law}",
        f"How long: {MONTHS} months from today. You may withdraw at any time; nothing more is fetched then.",
        _without(needed).en,
    ]
    lines += [f"After you withdraw, by {one.law}: {one.label.en}" for one in needed.stills]
    return "\n".join(lines)


def _without(needed: Needed) -> Label:
    if needed.purpose == ALERTS:
        return Label(
            "동의하지 않아도 됩니다. 그러면 받을 수 있는 급여를 먼저 알려 드리지 못합니다.",
            "You may say no. Then nobody can tell you of benefits before you ask.",
        )
    return Label(
        "동의하지 않아도 됩니다. 그러면 이 자료를 서류로 내야 하고, 자료가 없으면 심사를 끝내지 못할 수 있습니다.",
        "You may say no. Then the papers have to be handed in, and without them the matter may stay open.",
    )
