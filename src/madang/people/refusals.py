"""What this room refuses, in both languages."""

from __future__ import annotations

from madang.rules.service import Refused


class PeopleRefused(Refused):
    """Nothing was changed."""


class BadText(PeopleRefused):
    """A name or another text that cannot be: empty, too long, with characters that no register writes."""

    code = "bad_text"


class PersonConflict(PeopleRefused):
    """The id belongs to another number, or the number to another id. The number is not in the text."""

    code = "person_conflict"


class NoSuchPerson(PeopleRefused):
    """A person, or a firm, that is not known here."""

    code = "no_such_person"


class NoTenant(PeopleRefused):
    """A region for which no authority is responsible on that day: unknown, gone, or not there yet."""

    code = "no_tenant"


class NoSuchOrganisation(PeopleRefused):
    """An organisation or a unit that is not there, or not on that day."""

    code = "no_such_organisation"


class BadAppointment(PeopleRefused):
    """A role, a period or units that cannot be."""

    code = "bad_appointment"


class AppointedAlready(PeopleRefused):
    """The same role in the same place for days that overlap."""

    code = "appointed_already"


class WorksElsewhere(PeopleRefused):
    """An account works for one authority at a time."""

    code = "works_elsewhere"


class NoSuchAppointment(PeopleRefused):
    """Not there, not yours to see, or over."""

    code = "no_such_appointment"


class BadDelegation(PeopleRefused):
    """A kind, scope, period or pair of persons that cannot be."""

    code = "bad_delegation"


class DelegatedAlready(PeopleRefused):
    """The same two have one of this kind, waiting or in force."""

    code = "delegated_already"


class NoSuchDelegation(PeopleRefused):
    """Not there, or not yours to see."""

    code = "no_such_delegation"


class NotWaiting(PeopleRefused):
    """It was answered, withdrawn or has lapsed before; look again."""

    code = "not_waiting"


class NotInForce(PeopleRefused):
    """It has ended before."""

    code = "not_in_force"
