"""The door of anyid: who is there and how sure that is, ways into an account, sessions, a demonstration's parts.

A principal's id is the account's random id. Roles, units and delegations come from the setting MADANG_ROLES_OF.
"""

from __future__ import annotations

from madang.identity.anyid.assurance import DEMO, PASSKEY, PASSWORD, TWO_STEPS, Assurance, assurance_of, strong_enough
from madang.identity.anyid.backend import may_sign_in
from madang.identity.anyid.checks import real_people_here
from madang.identity.anyid.demo import NotInADemonstration, Part, parts, sign_in_as
from madang.identity.anyid.models import Account, called, called_all
from madang.identity.anyid.naming import Naming
from madang.identity.anyid.passkeys import AddPasskey, SignUpPasskey, add_passkey, sign_up_with_passkey
from madang.identity.anyid.principal import principal_of, seems_official
from madang.identity.anyid.roles import Roles, roles_from_people
from madang.identity.anyid.sessions import OpenSession, end_session, end_sessions, forget, sessions_of
from madang.identity.anyid.ways import Key, Ways, ways_of

__all__ = [
    "DEMO",
    "PASSKEY",
    "PASSWORD",
    "TWO_STEPS",
    "Account",
    "AddPasskey",
    "Assurance",
    "Key",
    "Naming",
    "NotInADemonstration",
    "OpenSession",
    "Part",
    "Roles",
    "SignUpPasskey",
    "Ways",
    "add_passkey",
    "assurance_of",
    "called",
    "called_all",
    "end_session",
    "end_sessions",
    "forget",
    "may_sign_in",
    "parts",
    "principal_of",
    "real_people_here",
    "roles_from_people",
    "seems_official",
    "sessions_of",
    "sign_in_as",
    "sign_up_with_passkey",
    "strong_enough",
    "ways_of",
]
