"""Whether an extension is allowed, and its step."""

from __future__ import annotations

import datetime as dt

from madang.rules.clock.kinds import Extension, ExtensionRule, Period, length_label
from madang.rules.clock.refusals import BadExtension
from madang.rules.clock.steps import Step, step

_ordinals = {1: "첫", 2: "두", 3: "세"}


def allowed(period: Period, extension: Extension, number: int, begun: dt.date, end: dt.date | None) -> ExtensionRule:
    """The rule under which the number-th extension stands. BadExtension, with the article, where none does."""
    rule = period.extension
    if rule is None:
        raise BadExtension(
            f"이 기간은 연장할 수 없습니다 ({period.law}).", f"this period cannot be extended ({period.law})"
        )
    if number > rule.most_times:
        raise BadExtension(
            f"{rule.most_times}번까지만 연장할 수 있습니다 ({rule.law}).",
            f"it may be extended no more than {rule.most_times} times ({rule.law})",
        )
    most = rule.most or period.amount
    if not 0 < extension.amount <= most:
        length = length_label(most, period.unit)
        raise BadExtension(
            f"한 번에 {length.ko}까지만 연장할 수 있습니다 ({rule.law}).",
            f"one extension may add no more than {length.en} ({rule.law})",
        )
    if rule.consent_from is not None and number >= rule.consent_from and not extension.consent:
        raise BadExtension(
            f"{_ordinals.get(number, number)} 번째 연장에는 신청인의 동의가 있어야 합니다 ({rule.law}).",
            f"extension {number} needs the applicant's consent ({rule.law})",
        )
    if not extension.reason.strip() or (rule.reasons and extension.reason not in {one.id for one in rule.reasons}):
        names = ", ".join(f"{one.id} ({one.label.ko})" for one in rule.reasons)
        raise BadExtension(
            f"법이 정한 연장 사유가 아닙니다 ({rule.law}): {names}",
            f"not a reason for which the law allows it ({rule.law}): {names}",
        )
    if extension.on < begun or (end is not None and extension.on > end):
        raise BadExtension(
            f"연장은 기간이 끝나기 전에 알려야 합니다 ({extension.on}; 만료 {end}).",
            f"an extension is told before the period is over ({extension.on}; it ended on {end})",
        )
    return rule


def extended_step(period: Period, extension: Extension, number: int, rule: ExtensionRule) -> Step:
    """The step of an extension that is allowed."""
    length = length_label(extension.amount, period.unit)
    listed = next((one for one in rule.reasons if one.id == extension.reason), None)
    why_ko, why_en = (listed.label.ko, listed.label.en) if listed else (extension.reason, extension.reason)
    law = rule.law if listed is None else f"{rule.law}, {listed.law}"
    behind = ("만료일 다음 날부터 ", ", from the day after the expiry") if rule.after_expiry else ("", "")
    return step(
        "extended",
        f"{_ordinals.get(number, number)} 번째 연장: {behind[0]}{length.ko} ({why_ko}).",
        f"Extension {number}: {length.en}{behind[1]} ({why_en}).",
        law,
        extension.on,
    )
