"""Take over what a register says of who represents whom, and whom an order keeps away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import connection
from django.db.models import Q

from madang.people.acts.enrol_persons import new_id
from madang.people.clock import midnight, now
from madang.people.delegation.parties import close_overdue, on_record
from madang.people.delegation.registered import RegisteredOrder, RegisterSays, Terms, check, terms_of
from madang.people.delegation.terms import KEEPER
from madang.people.models import Delegation, Organisation, Person, Restriction
from madang.people.refusals import BadDelegation
from madang.people.texts import id_of
from madang.rules.service import Label
from madang.trust import service as trust

MOST = 1_000


@dataclass(frozen=True)
class TakeOver(trust.Act[None, dict[str, Any]]):
    """Gives the counts begun, ended, kept, orders_begun, orders_ended, and `left`: [person, holder, why].

    The same again changes nothing. What this source said before and says no longer ends now; what is there by another
    source, or by agreement, stays (held_otherwise).
    """

    said: Sequence[RegisterSays] = field(repr=False)
    source: str

    name: ClassVar[str] = "people.from_register"
    purpose: ClassVar[Label] = Label("등록부에 따른 법정대리의 반영", "Taking over representation from a register")

    def find(self) -> None:
        """Takes turns about these persons. Raises BadText and BadDelegation."""
        id_of(self.source)
        at = now()
        for one in self.said:
            check(one, at)
        if len({one.person for one in self.said}) < len(self.said):
            raise BadDelegation("한 사람이 두 번 있습니다.", "One person is there twice.")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended('people.register:' || person, 0))"
                " FROM (SELECT unnest(%s::text[]) AS person ORDER BY 1) AS sorted",
                [[one.person for one in self.said]],
            )

    def resource(self, about: None) -> trust.Resource:
        """The house."""
        return trust.Resource("House", "people", {"tenant": KEEPER})

    def ground(self, about: None) -> trust.Ground:
        """Who represents by law is in the family register (가족관계의 등록 등에 관한 법률 §79, §80)."""
        return trust.Ground("민법 §909, §911, §938①, 가족관계등록법 §79, §80", "statute")

    def execute(self, doing: trust.Doing, about: None) -> dict[str, Any]:
        """Ends, begins, and puts each on record for both sides; orders for the protected person alone."""
        names = self._names()
        held = self._held()
        on_record(doing, close_overdue([row for rows in held.values() for row in rows], doing.at), "expired")
        begun: list[Delegation] = []
        ended: list[Delegation] = []
        left: list[list[str]] = []
        kept = 0
        for one in self.said:
            rows = [row for row in held.get(one.person, ()) if row.ended_at is None]
            taken = {(row.kind, row.holder_id) for row in rows if row.source != self.source}
            open_rows = {(row.kind, row.holder_id): row for row in rows if row.source == self.source}
            for relation in one.relations:
                terms = terms_of(one, relation, doing.at)
                if one.person not in names or relation.holder not in names:
                    terms = "not_enrolled"
                elif (relation.kind, relation.holder) in taken:
                    terms = "held_otherwise"
                if isinstance(terms, str):
                    left.append([one.person, relation.holder, terms])
                    continue
                row = open_rows.get((terms.kind, terms.holder))
                if row is not None and _same(row, terms):
                    kept += 1
                    del open_rows[terms.kind, terms.holder]
                else:
                    taken.add((terms.kind, terms.holder))
                    begun.append(self._row(one.person, terms, names, doing.at))
            ended += open_rows.values()
        for row in ended:
            row.state, row.ended_at, row.end_reason = "expired", doing.at, "register"
        Delegation.objects.bulk_update(ended, ["state", "ended_at", "end_reason"], batch_size=500)
        Delegation.objects.bulk_create(begun, batch_size=500)
        on_record(doing, ended, "expired")
        on_record(doing, begun, "begun")
        return {"begun": len(begun), "ended": len(ended), "kept": kept, **self._orders(doing, names), "left": left}

    def _names(self) -> dict[str, str]:
        ids = {one.person for one in self.said}
        ids |= {relation.holder for one in self.said for relation in one.relations}
        ids |= {order.against for one in self.said for order in one.orders}
        firms = Organisation.objects.filter(pk__in=ids, kind="firm").values_list("pk", "label_ko")
        return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name")) | dict(firms)

    def _held(self) -> dict[str, list[Delegation]]:
        ids = [one.person for one in self.said]
        rows = Delegation.objects.select_for_update().filter(Q(giver__in=ids) | Q(firm__in=ids), ended_at=None)
        found: dict[str, list[Delegation]] = {}
        for row in rows.order_by("pk"):
            found.setdefault(row.for_whom, []).append(row)
        return found

    def _row(self, person: str, terms: Terms, names: dict[str, str], at: dt.datetime) -> Delegation:
        firm = terms.kind == "firm"
        return Delegation(
            id=new_id("d"), giver_id=None if firm else person, firm_id=person if firm else None,
            holder_id=terms.holder, kind=terms.kind, proposed_by="register", services=terms.services,
            deeds=terms.deeds, valid_from=terms.valid_from or at, valid_to=terms.valid_to, state="active",
            proposed_at=at, answered_at=at, ground=terms.ground, evidence=terms.evidence, source=self.source,
            giver_name=names[person], holder_name=names[terms.holder],
        )  # fmt: skip

    def _orders(self, doing: trust.Doing, names: dict[str, str]) -> dict[str, int]:
        persons = [one.person for one in self.said]
        rows = Restriction.objects.select_for_update().filter(
            Q(valid_to=None) | Q(valid_to__gt=doing.at), person__in=persons, source=self.source
        )
        held = {(row.person_id, row.against_id, row.law): row for row in rows}
        begun = ended = 0
        for one in self.said:
            for order in one.orders:
                if one.person not in names or order.against not in names:
                    raise BadDelegation(
                        "열람 제한의 당사자가 알려지지 않은 사람입니다.",
                        "An order is about somebody who is not known here.",
                    )
                row = held.pop((one.person, order.against, order.law), None)
                until = None if order.until is None else midnight(order.until + dt.timedelta(days=1))
                if row is None:
                    self._begin(one.person, order, until, doing)
                    begun += 1
                elif row.valid_to != until:
                    Restriction.objects.filter(pk=row.pk).update(valid_to=until)
        for row in held.values():
            Restriction.objects.filter(pk=row.pk).update(valid_to=doing.at)
            doing.about([row.person_id], order={"step": "ended", "law": row.law})
            ended += 1
        return {"orders_begun": begun, "orders_ended": ended}

    def _begin(self, person: str, order: RegisteredOrder, until: dt.datetime | None, doing: trust.Doing) -> None:
        Restriction.objects.create(
            person_id=person, against_id=order.against, law=order.law.strip(), source=self.source,
            evidence=order.evidence, valid_from=doing.at if order.since is None else midnight(order.since),
            valid_to=until, recorded_at=doing.at,
        )  # fmt: skip
        doing.about([person], order={"step": "begun", "law": order.law})


def from_register(
    said: Iterable[RegisterSays], *, source: str, principal: trust.Principal | None = None
) -> dict[str, Any]:
    """Takes it over, 1,000 persons in a transaction. Raises BadText and BadDelegation; none of that part is done."""
    who, everybody = principal or trust.system("people.from_register", tenants=()), list(said)
    total: dict[str, Any] = {}
    for begin in range(0, len(everybody), MOST):
        done = trust.perform(TakeOver(everybody[begin : begin + MOST], source), who)
        total = {name: total[name] + value for name, value in done.items()} if total else done
    return total


def _same(row: Delegation, terms: Terms) -> bool:
    mine = (row.services, row.deeds, row.valid_to, row.ground, row.evidence)
    since = terms.valid_from is None or row.valid_from == terms.valid_from
    return since and mine == (terms.services, terms.deeds, terms.valid_to, terms.ground, terms.evidence)
