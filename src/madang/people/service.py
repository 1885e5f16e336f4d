"""The door of people: persons, organisations, appointments, delegations."""

from __future__ import annotations

from madang.people.acts.answer import AcceptOffer, ConsentToRequest, RefuseDelegation
from madang.people.acts.appoint import Appoint
from madang.people.acts.dismiss import Dismiss
from madang.people.acts.end_delegations import EndByDeath, EndOverdue, end_overdue
from madang.people.acts.enrol_persons import EnrolPersons, NewPerson, enrol_persons
from madang.people.acts.load_organisations import LoadOrganisations, load_organisations
from madang.people.acts.propose import OfferDelegation, RequestDelegation
from madang.people.acts.take_over import TakeOver, from_register
from madang.people.acts.withdraw import WithdrawDelegation
from madang.people.appointments import KnownAppointment, Standing, appointments_in, roles_of
from madang.people.clock import midnight, of_age_on
from madang.people.delegation.asking import MayNot, acts_for, delegations_of, may
from madang.people.delegation.registered import RegisteredOrder, RegisteredRelation, RegisterSays
from madang.people.delegation.wording import ShownDelegation
from madang.people.kinds import (
    DEED_LABELS,
    DEEDS,
    DELEGATIONS,
    EVERY_SERVICE,
    ORGANISATION_LABELS,
    ROLE_LABELS,
    ROLES,
    STATE_LABELS,
    UNIT_LABELS,
)
from madang.people.organisations.asking import (
    KnownOrganisation,
    KnownUnit,
    organisation,
    organisations,
    organisations_named,
    units_of,
)
from madang.people.organisations.tenants import Responsible, tenant_for_region
from madang.people.organisations.whole import organisations_of
from madang.people.persons import KnownPerson, person_of_number, persons, persons_of_numbers, sealed_number
from madang.people.refusals import (
    AppointedAlready,
    BadAppointment,
    BadDelegation,
    BadText,
    DelegatedAlready,
    NoSuchAppointment,
    NoSuchDelegation,
    NoSuchOrganisation,
    NoSuchPerson,
    NoTenant,
    NotInForce,
    NotWaiting,
    PeopleRefused,
    PersonConflict,
    WorksElsewhere,
)
from madang.people.texts import masked

__all__ = [
    "DEEDS",
    "DEED_LABELS",
    "DELEGATIONS",
    "EVERY_SERVICE",
    "ORGANISATION_LABELS",
    "ROLES",
    "ROLE_LABELS",
    "STATE_LABELS",
    "UNIT_LABELS",
    "AcceptOffer",
    "Appoint",
    "AppointedAlready",
    "BadAppointment",
    "BadDelegation",
    "BadText",
    "ConsentToRequest",
    "DelegatedAlready",
    "Dismiss",
    "EndByDeath",
    "EndOverdue",
    "EnrolPersons",
    "KnownAppointment",
    "KnownOrganisation",
    "KnownPerson",
    "KnownUnit",
    "LoadOrganisations",
    "MayNot",
    "NewPerson",
    "NoSuchAppointment",
    "NoSuchDelegation",
    "NoSuchOrganisation",
    "NoSuchPerson",
    "NoTenant",
    "NotInForce",
    "NotWaiting",
    "OfferDelegation",
    "PeopleRefused",
    "PersonConflict",
    "RefuseDelegation",
    "RegisterSays",
    "RegisteredOrder",
    "RegisteredRelation",
    "RequestDelegation",
    "Responsible",
    "ShownDelegation",
    "Standing",
    "TakeOver",
    "WithdrawDelegation",
    "WorksElsewhere",
    "acts_for",
    "appointments_in",
    "delegations_of",
    "end_overdue",
    "enrol_persons",
    "from_register",
    "load_organisations",
    "masked",
    "may",
    "midnight",
    "of_age_on",
    "organisation",
    "organisations",
    "organisations_named",
    "organisations_of",
    "person_of_number",
    "persons",
    "persons_of_numbers",
    "roles_of",
    "sealed_number",
    "tenant_for_region",
    "units_of",
]
