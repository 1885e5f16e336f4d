"""The door of the procedures: load them, count the papers of a service, say when a term ends, make a certificate."""

from __future__ import annotations

from madang.rules.procedures.certificates import (
    Certificate,
    CertificateDefinition,
    Choice,
    Entry,
    IssuedField,
    certificate,
)
from madang.rules.procedures.deciding import OtherDue, TermDue, due_of
from madang.rules.procedures.load import Procedures, load_procedures
from madang.rules.procedures.records import (
    Appeal,
    Applicant,
    Ask,
    Automatic,
    Basis,
    Channel,
    NeededBecause,
    Paper,
    Papers,
    Procedure,
    Reading,
    Term,
    papers,
    reasons,
)
from madang.rules.procedures.refusals import NotIssued

__all__ = [
    "Appeal",
    "Applicant",
    "Ask",
    "Automatic",
    "Basis",
    "Certificate",
    "CertificateDefinition",
    "Channel",
    "Choice",
    "Entry",
    "IssuedField",
    "NeededBecause",
    "NotIssued",
    "OtherDue",
    "Paper",
    "Papers",
    "Procedure",
    "Procedures",
    "Reading",
    "Term",
    "TermDue",
    "certificate",
    "due_of",
    "load_procedures",
    "papers",
    "reasons",
]
