"""The door of the open data's readers; it needs no database."""

from __future__ import annotations

from madang.services.catalogue.open_data import bokjiro, gov24
from madang.services.catalogue.open_data.codes import (
    AGE_FROM,
    AGE_TO,
    BUSINESS,
    GROUPS,
    HOUSEHOLD,
    INCOME,
    INDUSTRIES,
    NO_AGE_LIMIT,
    ORGANISATION,
    PERSON,
    SEX,
    TRADE,
    Field,
    Group,
)
from madang.services.catalogue.open_data.conditions import Conditions, conditions
from madang.services.catalogue.open_data.deadlines import Deadline, deadline
from madang.services.catalogue.open_data.definitions import clause, clauses_of, income_test
from madang.services.catalogue.open_data.gateway import gateway_error
from madang.services.catalogue.open_data.likely import LEFT_OUT, conditions_said, likely
from madang.services.catalogue.open_data.listing import Listing, as_json, differing, digest
from madang.services.catalogue.open_data.packs import write_pack
from madang.services.catalogue.open_data.places import Place, place_of
from madang.services.catalogue.open_data.reasons import SENTENCES, WORDS, NotTaken, Reason, reason
from madang.services.catalogue.open_data.refusals import REASONS, BadPage, SourceRefused, key_refused, refused
from madang.services.catalogue.open_data.texts import plain, unescaped
from madang.services.catalogue.open_data.tree import Node, read_xml

__all__ = [
    "AGE_FROM",
    "AGE_TO",
    "BUSINESS",
    "GROUPS",
    "HOUSEHOLD",
    "INCOME",
    "INDUSTRIES",
    "LEFT_OUT",
    "NO_AGE_LIMIT",
    "ORGANISATION",
    "PERSON",
    "REASONS",
    "SENTENCES",
    "SEX",
    "TRADE",
    "WORDS",
    "BadPage",
    "Conditions",
    "Deadline",
    "Field",
    "Group",
    "Listing",
    "Node",
    "NotTaken",
    "Place",
    "Reason",
    "SourceRefused",
    "as_json",
    "bokjiro",
    "clause",
    "clauses_of",
    "conditions",
    "conditions_said",
    "deadline",
    "differing",
    "digest",
    "gateway_error",
    "gov24",
    "income_test",
    "key_refused",
    "likely",
    "place_of",
    "plain",
    "read_xml",
    "reason",
    "refused",
    "unescaped",
    "write_pack",
]
