"""One file of `procedures/` → a :class:`Procedure`."""

from __future__ import annotations

from collections.abc import Collection

from madang.rules.clock.service import Clock
from madang.rules.loading.service import Fields, Item, nearest_hint
from madang.rules.model import Label
from madang.rules.problems import Problems
from madang.rules.procedures.records import (
    Appeal,
    Applicant,
    Ask,
    Automatic,
    Channel,
    NeededBecause,
    Paper,
    Procedure,
    Term,
    done_by,
    reasons,
)
from madang.rules.procedures.terms import read_basis, read_term

kinds = frozenset({"benefit", "certificate", "report", "permit", "payment", "in_kind"})
answer_types = frozenset({"account", "text", "choice", "date", "money", "number", "boolean"})


def read_procedure(item: Item, clock: Clock, problems: Problems) -> Procedure | None:
    """The procedure; None, with problems, where a term of it cannot be read."""
    fields = Fields(item, problems)
    service, kind, label = fields.identifier("procedure"), fields.one_of("kind", kinds), fields.label()
    law, receives = fields.text("law"), fields.label("receives")
    channels = tuple(_channel(entry) for entry in fields.each("channels", required=True))
    known = [channel.id for channel in channels]
    applicants = tuple(_applicant(entry, known) for entry in fields.each("applicants", required=True))
    decision, notice = _term(fields, "decision", clock), fields.take("notice")
    noticed = None if notice is None else read_term(notice, clock, problems)
    appeals = [_appeal(entry, clock) for entry in fields.each("appeals", required=True)]
    contested = tuple(appeal for appeal in appeals if appeal is not None)
    automatic, asks = _automatic(fields), tuple(_ask(entry) for entry in fields.each("asks"))
    who, answers = [one.id for one in applicants], [one.id for one in asks]
    asked = tuple(_paper(entry, who, answers) for entry in fields.each("papers", required=True))
    unknown = tuple(Label(entry.text("ko"), entry.text("en")) for entry in fields.each("open"))
    fields.close()
    if decision is None:
        return None
    place = fields.place
    return Procedure(service, kind, label, law, receives, place, channels, applicants, decision, contested, noticed,
                     automatic, asked, asks, unknown)  # fmt: skip


def _term(fields: Fields, key: str, clock: Clock) -> Term | None:
    item = fields.take(key, required=True)
    return None if item is None else read_term(item, clock, fields.problems)


def _channel(fields: Fields) -> Channel:
    return Channel(fields.identifier("id"), fields.label(), read_basis(fields), fields.integer("fee"))


def _applicant(fields: Fields, channels: Collection[str]) -> Applicant:
    return Applicant(
        id=fields.identifier("id"),
        label=fields.label(),
        basis=read_basis(fields),
        channels=_among(fields, "channels", channels) or tuple(channels),
        ex_officio=fields.flag("ex_officio"),
        consent=fields.one_of("consent", {"none", "recorded"}, "none"),
        note=fields.optional_label("note"),
    )


def _among(fields: Fields, key: str, known: Collection[str]) -> tuple[str, ...]:
    """A list of ids, each of the known ones."""
    items = fields.items(key)
    for item in items:
        if item.text not in known:
            fields.problems.add(
                "unknown_name",
                item.place,
                f"'{item.text}'이(가) 이 절차에 없습니다.",
                f"this procedure has no '{item.text}'",
                nearest_hint(item.text, known),
            )
    return tuple(item.text for item in items)


def _appeal(fields: Fields, clock: Clock) -> Appeal | None:
    term = _term(fields, "term", clock)
    answer, late = fields.take("answer"), fields.take("late")
    id, label, to, form = fields.identifier("id"), fields.label(), fields.label("to"), fields.label("form")
    answered = None if answer is None else read_term(answer, clock, fields.problems)
    excused = None if late is None else read_term(late, clock, fields.problems)
    return None if term is None else Appeal(id, label, to, form, term, answered, excused)


def _automatic(fields: Fields) -> Automatic:
    item = fields.take("automatic", required=True)
    missing = item is None
    entry = Fields(item or Item({}, fields.place), Problems() if missing else fields.problems)
    allowed, statute = entry.flag("allowed"), entry.optional_text("statute")
    if allowed and statute is None:
        fields.problems.add(
            "no_statute",
            entry.place,
            "자동 처분은 허용하는 법률의 조문(statute)이 있어야 합니다 (행정기본법 §20).",
            "an automatic decision needs the statute that allows it (행정기본법 §20)",
        )
    automatic = Automatic(allowed, statute, entry.label("why"), read_basis(entry))
    entry.close()
    return automatic


def _paper(fields: Fields, applicants: Collection[str], asks: Collection[str]) -> Paper:
    because = fields.take("needed_because")
    evidence = tuple(item.text for item in fields.items("evidence"))
    by = fields.optional_text("done_by")
    if by is not None:
        fields.one_of("done_by", done_by)
    answer = fields.optional_text("answer")
    if (by == "answer") != (answer is not None):
        fields.problems.add(
            "no_answer", fields.place, "done_by: answer에는 answer가 따릅니다.", "done_by: answer goes with an answer"
        )
    elif answer is not None and answer not in asks:
        item = fields.entries["answer"]
        fields.wrong(item, f"asks에 '{answer}'이(가) 없습니다.", f"no '{answer}' in asks", "unknown_name")
    mappings = [bool(evidence), by is not None, because is not None]
    if sum(mappings) != 1:
        fields.problems.add(
            "no_mapping" if not any(mappings) else "two_mappings",
            fields.place,
            "구비서류마다 evidence, done_by, needed_because 가운데 꼭 하나가 있어야 합니다.",
            "an official paper has exactly one of evidence, done_by and needed_because",
        )
    return Paper(
        id=fields.identifier("id"),
        label=fields.label(),
        basis=read_basis(fields),
        place=fields.place,
        applicants=_among(fields, "applicants", applicants) or tuple(applicants),
        evidence=evidence,
        done_by=by,
        answer=answer,
        needed_because=None if because is None else _because(because, fields.problems),
    )


def _because(item: Item, problems: Problems) -> NeededBecause:
    fields = Fields(item, problems)
    found = NeededBecause(
        fields.one_of("reason", reasons), Label(fields.text("ko"), fields.text("en")), fields.text("law")
    )
    fields.close()
    return found


def _ask(fields: Fields) -> Ask:
    return Ask(
        id=fields.identifier("id"),
        label=fields.label(),
        question=fields.label("question"),
        why=fields.label("why"),
        basis=read_basis(fields),
        place=fields.place,
        type=fields.one_of("type", answer_types),
        fact=fields.optional_text("fact"),
    )
