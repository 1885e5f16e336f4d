"""All procedures and certificates of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from madang.rules.binding.rulebook import Rulebook
from madang.rules.clock.service import Clock
from madang.rules.loading.service import read_folder
from madang.rules.problems import Problems
from madang.rules.procedures.certificates import CertificateDefinition
from madang.rules.procedures.checks import check
from madang.rules.procedures.contracts import fields_held
from madang.rules.procedures.reading import read_procedure
from madang.rules.procedures.reading_certificates import read_certificate
from madang.rules.procedures.records import Papers, Procedure, papers


@dataclass(frozen=True, slots=True)
class Procedures:
    """By service; certificates by their id, which is also the service of their procedure."""

    procedures: Mapping[str, Procedure]
    certificates: Mapping[str, CertificateDefinition]

    def papers(self, service: str, applicant: str = "self") -> Papers:
        """The counter of a service's page. KeyError for a service without procedure or nobody of that id."""
        return papers(self.procedures[service], applicant)


def load_procedures(pack: Path, rulebook: Rulebook, clock: Clock) -> Procedures:
    """`procedures/` and `certificates/` of a pack. ProblemsFound: every fault with file and line.

    Faults are also what the build must never let pass: a paper without mapping or reason, evidence that no agency
    holds, a question about what an agency holds.
    """
    problems = Problems(most=200)
    held = fields_held(pack, problems)
    certificates: dict[str, CertificateDefinition] = {}
    for _, item in read_folder(pack, "certificates", problems):
        found = read_certificate(item, held, problems)
        certificates[found.id] = found
    procedures: dict[str, Procedure] = {}
    for _, item in read_folder(pack, "procedures", problems):
        procedure = read_procedure(item, clock, problems)
        if procedure is None:
            continue
        _known(procedure, rulebook, certificates, procedures, problems)
        check(procedure, rulebook, held, problems)
        procedures[procedure.service] = procedure
    for name, certificate in certificates.items():
        if name not in procedures:
            problems.add(
                "no_procedure", certificate.place, f"'{name}'의 절차가 없습니다.", f"'{name}' has no procedure"
            )
    problems.check()
    return Procedures(procedures, certificates)


def _known(
    procedure: Procedure,
    rulebook: Rulebook,
    certificates: Mapping[str, CertificateDefinition],
    procedures: Mapping[str, Procedure],
    problems: Problems,
) -> None:
    """The service is one of the rulebook, of the same kind, or a certificate; one procedure each."""
    service = rulebook.pack.services.get(procedure.service)
    kind = service.kind if service is not None else "certificate" if procedure.service in certificates else None
    if kind is None:
        problems.add(
            "unknown_service",
            procedure.place,
            f"'{procedure.service}'이라는 서비스가 없습니다.",
            f"there is no service '{procedure.service}'",
        )
    elif kind != procedure.kind:
        problems.add(
            "wrong_kind",
            procedure.place,
            f"'{procedure.service}'의 종류는 {kind}입니다.",
            f"the service '{procedure.service}' is a {kind}",
        )
    if procedure.service in procedures:
        problems.add(
            "duplicate_name",
            procedure.place,
            f"'{procedure.service}'의 절차가 두 번 나옵니다.",
            f"the procedure of '{procedure.service}' is given twice",
        )
