"""Status and amount of a service out of the columns of its clauses and amounts, as answers are put together
(rules/answers): one kernel a service."""

from __future__ import annotations

from dataclasses import dataclass, field

from madang.rules.columns.book import Book
from madang.rules.columns.coding import FAULT as FAULT_STATE
from madang.rules.columns.coding import LOST, NULL, UNKNOWN
from madang.rules.columns.kernel import Kernel, Ref
from madang.rules.columns.services import NOTHING, Plan
from madang.rules.columns.values import AT_FAULT
from madang.rules.columns.writing import Writer

INELIGIBLE, ELIGIBLE, OPEN, FAULT, LEFT = range(5)
"""Statuses: no; yes; open to the interpreter too; a rule could not be worked out; left to the interpreter."""

PROVEN: Ref = ("proven",)
"""One cell: whether all facts of the chunk come with an agency's evidence."""


def made_for(plan: Plan) -> list[Ref]:
    """What the kernel of a service makes: status, amount, the row of the unit."""
    id = plan.service.id
    return [("status", id), ("amount", id), ("unit", id)]


@dataclass(slots=True)
class _Writing:
    """The kernel of one service while it is written, and the conditions that its clauses and amounts set."""

    book: Book
    plan: Plan
    k: Kernel
    w: Writer
    conditions: dict[str, list[str]] = field(
        default_factory=lambda: {name: [] for name in ("refused", "open", "left", "fault", "at_fault", "unsettled")}
    )

    def clauses(self) -> None:
        """What each clause does to the whole. A code that is lost becomes unknown: nobody reads it any more."""
        for clause, name in self.plan.clauses:
            code, may = self.w.fresh("c"), self.book.states_of(name)
            self.w.line(f"{code} = {self.k.array(self.book.ref_of(name))}[a]")
            if LOST in may:
                self.w.line(f"{code} = {UNKNOWN} if {code} == {LOST} else {code}")
                self.w.line(f"{self.k.array(self.book.ref_of(name))}[a] = {code}")
            if clause.stage == "before":
                self.conditions["refused"].append(f"{code} == 0")
                if may:
                    self.conditions["open"].append(f"{code} > 1")
            else:
                self.conditions["refused"].append(f"{code} == 0 and proven == 1")
            if may & {UNKNOWN, LOST}:
                self.conditions["left"].append(f"{code} == {UNKNOWN}")
            if may & {NULL, *AT_FAULT}:
                self.conditions["fault"].append(f"{code} == {NULL} or {code} == {FAULT_STATE}")

    def amount(self) -> str:
        """The whole where there is one beside the components, else their sum; NOTHING where there is none."""
        won = str(NOTHING)
        for name in (self.plan.parts, self.plan.whole):
            if name is None:
                continue
            won, may = self.w.fresh("v"), self.book.states_of(name)
            self.w.line(f"{won} = {self.k.array(self.book.ref_of(name))}[a]")
            if FAULT_STATE in may:
                self.conditions["at_fault"].append(f"{won} == BASE + {FAULT_STATE}")
            if may & {UNKNOWN, LOST}:
                self.conditions["unsettled"].append(f"{won} == BASE + {UNKNOWN} or {won} == BASE + {LOST}")
        return str(NOTHING) if self.plan.service.per in (None, "none") else won

    def condition(self, name: str) -> str:
        """A variable that is 1 when one of the conditions holds; 0 where there are none."""
        found = self.conditions[name]
        return self.w.let(" | ".join(f"(1 if {one} else 0)" for one in found), "c") if found else "0"


def write_status(book: Book, plan: Plan) -> None:
    """Adds the kernel of a service that runs."""
    kernel = Kernel(f"{plan.service.id}:status", makes=tuple(made_for(plan)))
    w = _Writing(book, plan, kernel, kernel.w)
    w.clauses()
    won = w.amount()
    refused, open_, left, fault, at_fault, unsettled = (w.condition(name) for name in w.conditions)
    w.w.line(f"status = {ELIGIBLE}")
    for test, status in (
        (f"{fault} == 1 and {open_} == 1 or {at_fault} == 1", FAULT),
        (f"{refused} == 1", INELIGIBLE),
        (f"{left} == 1 or ({unsettled} == 1 and {refused} == 0)", LEFT),
    ):
        w.w.line(f"status = {status} if {test} else status")
    nothing = f"status == {LEFT} or {refused} == 1 or (status == {FAULT} and {at_fault} == 1) or {won} < 0"
    w.w.line(f"won = {NOTHING} if {nothing} else {won}")
    w.w.line("out0[a] = status")
    w.w.line("out1[a] = won")
    w.w.line(f"out2[a] = {_unit_row(w)}")
    proven = kernel.array(PROVEN)
    kernel.finish([f"    proven = {proven}[0]", "    for a in range(n):"], [])
    book.kernels.append(kernel)


def _unit_row(w: _Writing) -> str:
    """The row that stands for the applicant's unit: its lowest member, or the applicant where none is known."""
    kernel = w.book.kernel_of_unit(w.plan.service.unit)
    if kernel is None:
        return "a"  # no condition asks who belongs to it
    row = f"{w.k.array(('home',))}[a]" if kernel.by_home else "a"
    lowest = w.w.let(f"{w.k.array(('lowest', kernel.name))}[{row}]")
    return f"{lowest} if {lowest} >= 0 else a"
