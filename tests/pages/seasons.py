"""What else happens to somebody, so that buttons are there that stand on no page of the world as it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from madang.facts.service import NewFact, record
from madang.portal.rulebook import rulebook
from madang.rules.service import Label
from madang.services.casework import service as casework
from madang.trust import service as trust
from tests.pages.everybody import Somebody
from tests.pages.found import Seen
from tests.walls.people import ANNE
from tests.walls.routes import Address, addresses
from tests.walls.world import DUTY, EVERYTHING

PAGES = {"portal:desk-case": "official", "portal:mine-case": "resident", "portal:mine-apply": "resident",
         "portal:mine-look": "resident", "portal:mine-check": "resident", "portal:mine-asked": "resident"}  # fmt: skip
"""Pages that say something else then, and whose they are."""


def later(everybody: dict[str, Somebody]) -> Iterator[Seen]:
    """The objection is upheld, the child turns out to be six and its parent seventy; somebody looks once more."""
    case = int(ANNE.given["case"][0])
    upheld = casework.AnswerObjection(case, upheld=True, reasons="다시 봅니다.")
    trust.perform(upheld, ANNE.official("caseworker", "approver", id="second"))
    births = [(ANNE.person, dt.date(1956, 5, 1)), (f"{ANNE.person}-baby", dt.date(2020, 1, 1))]
    with trust.entered(EVERYTHING):
        record(rulebook(), [NewFact(who, "person.birth_date", day, "moi") for who, day in births], key="older")
    with trust.disclose(ANNE.official(), [ANNE.person], purpose=Label("심사", "Examining"), ground=DUTY, what=["a"]):
        pass
    with trust.entered(ANNE.resident):
        ANNE.given["entry"] = [str(trust.looks(ANNE.person, kind="disclosure")[0].entry)]
    for address in addresses():
        if address.whose is ANNE and address.route in PAGES:
            yield _seen(everybody[PAGES[address.route]], address)


def _seen(who: Somebody, address: Address) -> Seen:
    return Seen(who, address, who.browser().get(address.path))
