"""A certificate out of a register: the person's record, then those of the household, through the hub."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from madang.exchange.hub.service import Port, usual_seconds
from madang.exchange.mydata.records import Records
from madang.rules.procedures.service import Certificate, CertificateDefinition, NotIssued, certificate
from madang.rules.service import Refused


class RegisterSilent(Refused):
    """The register gave no answer that could be used; nothing was issued. why: down, slow, wrong or stale."""

    code = "register_silent"

    def __init__(self, agency: str, why: str) -> None:
        super().__init__(
            "지금은 등록 기관에서 답을 받을 수 없습니다. 잠시 뒤에 다시 신청해 주세요.",
            "the register does not answer at the moment; please try again later",
        )
        self.agency, self.why = agency, why


async def issue(
    definition: CertificateDefinition,
    number: str,
    on: dt.date,
    *,
    hidden: Collection[str] | None = None,
    timeout: float = usual_seconds,
) -> Certificate:
    """The certificate of the person with that register number, on a day. RegisterSilent; NotIssued.

    hidden: ids of the definition's choices; None: as is usual. timeout: seconds for each of the two exchanges.
    """
    async with Port() as port:
        records = Records(port, on, timeout)
        await records.ask([definition.agency], [number])
        own = _heard(records, definition).get(number)
        if own is None:
            raise NotIssued("주민등록표에 없는 사람입니다.", "this person is not in the register")
        await records.ask([definition.agency], definition.numbers(number, own))
        return certificate(definition, number, _heard(records, definition), hidden)


def _heard(records: Records, definition: CertificateDefinition) -> dict[str, dict[str, object]]:
    lack = records.lacks.get(definition.agency)
    if lack is not None:
        raise RegisterSilent(definition.agency, lack.why)
    return records.found.get(definition.agency, {})
