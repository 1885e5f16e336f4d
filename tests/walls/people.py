"""Two residents in two tenants, each with words in everything of theirs that are found nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from madang.identity.anyid.models import Account
from madang.identity.anyid.service import Part
from madang.trust.service import Principal


@dataclass
class Side:
    """A resident, the authority that decides for them, and what the database holds of theirs.

    mark: in every text of theirs. account: the id of the one they sign in with. given: parameter or form field → values
    of theirs. words: what else is theirs alone.
    """

    person: str
    name: str
    number: str
    tenant: str
    mark: str
    account: str = ""
    given: dict[str, list[str]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)

    @property
    def resident(self) -> Principal:
        """As acts know them."""
        return Principal("resident", self.account or f"of-{self.person}", person=self.person, assurance="passkey")

    def official(self, *roles: str, id: str = "clerk", units: tuple[str, ...] = ()) -> Principal:
        """Somebody who works for their authority."""
        roles = roles or ("caseworker",)
        return Principal("official", f"{id}-{self.tenant}", tenant=self.tenant, roles=roles, units=units,
                         assurance="passkey")  # fmt: skip

    @property
    def helper(self) -> str:
        """Whom they let act for them."""
        return f"{self.person}-helper"

    def says(self, about: str) -> str:
        """A text that can be nobody else's."""
        return f"{about} {self.mark}"

    def marks(self) -> set[str]:
        """What shows, wherever it stands, that something of theirs is there."""
        return {self.mark, self.name, self.person, self.number, *self.words}


UNIT, OTHER_UNIT = "4817025000", "4817031000"


def sides() -> tuple[Side, Side]:
    """진주 and 거제."""
    return (
        Side("zqalpha", "가온마루한", "S0000001", "48170", "노을빛첫째표식"),
        Side("zqbravo", "나래울두리", "S0000002", "48310", "물결빛둘째표식"),
    )


ANNE, BORA = sides()
RESIDENTS = {"first": ANNE, "second": BORA}
OFFICIALS = {f"official-{one.tenant}": one for one in (ANNE, BORA)}
LIMITED = f"limited-{ANNE.tenant}"


def parts() -> list[Part]:
    """Whom one may be in these tests."""
    residents = [Part(part, "주민", "A resident", person=one.person) for part, one in RESIDENTS.items()]
    return [*residents, *(Part(part, "담당", "An official", official=True) for part in (*OFFICIALS, LIMITED))]


def account_id(part: str) -> str:
    """Of whoever has signed in with that part."""
    found: Any = Account.objects.get(part=part).pk
    return str(found)
