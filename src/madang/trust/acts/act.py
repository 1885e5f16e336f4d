"""What an act is, and what it may say while it is carried out."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from madang.rules.service import Label
from madang.trust.policy.asking import Resource
from madang.trust.principals import Ground, Principal

About = TypeVar("About")
Result = TypeVar("Result")


class Act(Generic[About, Result]):
    """One change of state. Subclass as a frozen dataclass whose fields are all it was told, plain values.

    name: `<room>.<verb>`, an action of the policy's schema. purpose: for people. grade: C, S or O. `find` loads and
    locks what it is about and raises the room's refusals; the policy is asked about `resource`; `execute` changes it
    and gives a result that JSON can keep.
    """

    name: ClassVar[str]
    purpose: ClassVar[Label]
    grade: ClassVar[str] = "S"

    def find(self) -> About:
        """What it is about, locked."""
        raise NotImplementedError

    def resource(self, about: About) -> Resource:
        """What the policy is asked about; its attribute `tenant` says whose log the act goes to."""
        raise NotImplementedError

    def ground(self, about: About) -> Ground:
        """The legal ground."""
        raise NotImplementedError

    def execute(self, doing: Doing, about: About) -> Result:
        """Changes the state. Whose data it is about goes to `doing.about`; events to `doing.tell`."""
        raise NotImplementedError


@dataclass(slots=True)
class Doing:
    """An act being carried out: who, and what it wants in the log and told. act: the id its entries share."""

    principal: Principal
    tenant: str
    at: dt.datetime
    act: uuid.UUID = field(default_factory=uuid.uuid4)
    noted: dict[str, Any] = field(default_factory=dict)
    noted_of: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    def about(self, subjects: Iterable[str], **said: Any) -> None:
        """Persons it concerns: each gets an entry of their own, which tells of no other.

        said: goes into the body of these persons' entries and of nobody else's.
        """
        for one in dict.fromkeys(subjects):
            self.noted_of.setdefault(one, {}).update(said)

    @property
    def subjects(self) -> list[str]:
        """Whom it concerns, in the order they were named."""
        return list(self.noted_of)

    def note(self, **said: Any) -> None:
        """Goes into the entries' body: plain values, nothing of one person that another may not see."""
        self.noted |= said

    def tell(self, type: str, *, subject: str = "", data: Mapping[str, Any] | None = None) -> None:
        """An event for other rooms and subscribers; ids and codes only."""
        self.events.append((type, subject, dict(data or {})))
