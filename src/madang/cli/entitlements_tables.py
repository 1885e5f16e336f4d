"""Decisions and recalculations as text for a terminal, and as rows of a CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from madang.cli.rules_tables import MARKS, PER, STATUS, answers_table
from madang.entitlements.service import Decision, Explained
from madang.facts.service import KnownFact
from madang.rules.service import Rulebook, plain

STATE = {
    "to_decide": ("결정할 수 있음", "can be decided"),
    "hearing_first": ("사전통지·의견청취 먼저", "notice and hearing first"),
    "open": ("확인할 것이 남음", "still open"),
}
BECAUSE = {"law": ("법", "law"), "facts": ("사실", "facts"), "both": ("법과 사실", "law and facts")}
COLUMNS = (
    "decision", "service", "subject", "month", "per", "because", "before_status", "before_amount", "after_status",
    "after_amount", "difference", "state", "open_facts",
)  # fmt: skip


def decision_line(made: Decision, rulebook: Rulebook, language: str) -> str:
    """One line: number, service, person, day, status, amount."""
    label = rulebook.pack.services[made.service].label
    number = f"결정 {made.pk}" if language == "ko" else f"Decision {made.pk}"
    money = "" if made.amount is None else f", {_money(made, language)}"
    status = _said(STATUS, made.status, language)
    return f"{number}: {label.ko if language == 'ko' else label.en}, {made.subject}, {made.date}: {status}{money}"


def _money(made: Decision, language: str) -> str:
    won, per = _won(made.amount, language), _said(PER, made.per, language)
    return (f"{per} {won}" if language == "ko" else f"{won} {per}").strip()


def explained_table(explained: Explained, language: str) -> str:
    """The decision, the answer with its reasons, and what has become of its law and facts since."""
    ko, made = language == "ko", explained.decision
    known = f"{made.known_at.astimezone():%Y-%m-%d %H:%M:%S %z}"
    lines = [
        decision_line(made, explained.rulebook, language),
        f"{'알고 있던 때' if ko else 'As known at'}: {known}; {made.closure}",
        "",
        answers_table([explained.answer], None, explained.rulebook, language).rstrip(),
        "",
        _same(explained.same, ko),
        _holds(explained.law_holds, ko),
    ]
    return "\n".join([*lines, *(_overtaken(fact, explained.rulebook, ko) for fact in explained.overtaken)])


def _same(same: bool, ko: bool) -> str:
    if same:
        return "다시 계산한 답이 결정 때와 같습니다." if ko else "Worked out anew, the answer is the one decided on."
    return "다시 계산한 답이 결정 때와 다릅니다!" if ko else "Worked out anew, the answer is NOT the one decided on!"


def _holds(holds: bool, ko: bool) -> str:
    if holds:
        return "그날의 법은 지금 규칙집에서도 같습니다." if ko else "Today's rulebook has the same law for that day."
    return (
        "그날의 법이 지금 규칙집에서는 다릅니다."
        if ko
        else "Today's rulebook has another law for that day: see recalc."
    )


def _overtaken(fact: KnownFact, rulebook: Rulebook, ko: bool) -> str:
    assert fact.superseded is not None
    definition = rulebook.pack.facts.get(fact.name)
    name = fact.name if definition is None else definition.label.ko if ko else definition.label.en
    then, after = plain(fact.value), plain(fact.superseded.value)
    if fact.superseded.retracted:
        return f"  - {name} ({fact.subject}): {then} → {'철회됨' if ko else 'withdrawn'}"
    return f"  - {name} ({fact.subject}): {then} → {after}"


def proposal_table(found: dict[str, Any], language: str) -> str:
    """Every line, then the sums by service and month, then the totals."""
    ko = language == "ko"
    title = f"재계산 {found['proposal']}" if ko else f"Recalculation {found['proposal']}"
    all_, again, other = found["considered"], found["recalculated"], len(found["lines"])
    counts = (
        f"결정 {all_:,}건 중 {again:,}건을 다시 계산, {other:,}건이 달라짐"
        if ko
        else f"{again:,} of {all_:,} decisions worked out anew, {other:,} differ"
    )
    lines = [f"{title}: {counts}", ""]
    lines += [text for line in found["lines"] for text in _proposal_line(line, language)]
    lines += ["", *(_sum(f"{one['service']} {one['month']}", one, ko) for one in found["by_service_and_month"])]
    lines.append(_sum("합계" if ko else "Total", found["totals"], ko))
    lines.append("아무것도 집행되지 않았습니다." if ko else "Nothing has been carried out.")
    return "\n".join(lines)


def _proposal_line(line: dict[str, Any], language: str) -> Iterator[str]:
    before, after = (
        f"{_said(STATUS, end['status'], language)} {_won(end['amount'], language)}".rstrip()
        for end in (line["before"], line["after"])
    )
    because, state = _said(BECAUSE, line["because"], language), _said(STATE, line["state"], language)
    yield (
        f"{line['month']}  {line['subject']}  {line['service']}: {before} → {after}"
        f"  ({_signed(line['difference'], language)})  [{because}] {state}"
    )
    for clause in line["reasons"]["clauses"]:
        turned = f"{MARKS[clause['before']]} → {MARKS[clause['after']]}"
        yield f"      {clause['label'][language]} ({clause['law']}): {turned}"
    for value in line["reasons"]["values"]:
        if value["kind"] != "derived":
            yield f"      {value['label'][language]}: {value['before']} → {value['after']}"
    if line["fault"]:
        yield f"      {line['fault'][language]}"
    if line["open_facts"]:
        yield f"      {'필요한 사실' if language == 'ko' else 'Waits for'}: {', '.join(line['open_facts'])}"


def csv_rows(found: dict[str, Any]) -> Iterator[list[Any]]:
    """A heading and one row for each line; amounts in won."""
    yield list(COLUMNS)
    for line in found["lines"]:
        flat = {**line, "open_facts": " ".join(line["open_facts"])}
        for end in ("before", "after"):
            flat |= {f"{end}_status": line[end]["status"], f"{end}_amount": line[end]["amount"]}
        yield [flat[name] for name in COLUMNS]


def _sum(title: str, one: dict[str, Any], ko: bool) -> str:
    language = "ko" if ko else "en"
    arrears, over = _won(one["arrears"], language), _won(one["overpayment"], language)
    open_ = f", {'미정' if ko else 'open'} {one['open']}" if one["open"] else ""
    people = f"{one['people']}명" if ko else f"{one['people']} people"
    if ko:
        return f"{title}: {people}, 더 줄 돈 {arrears}, 더 준 돈 {over}{open_}"
    return f"{title}: {people}, arrears {arrears}, overpayment {over}{open_}"


def _said(words: dict[str, tuple[str, str]], key: str, language: str) -> str:
    return words[key][language != "ko"] if key in words else key


def _won(amount: int | None, language: str) -> str:
    return "" if amount is None else f"{amount:,}원" if language == "ko" else f"{amount:,} won"


def _signed(amount: int, language: str) -> str:
    return f"+{_won(amount, language)}" if amount > 0 else _won(amount, language)
