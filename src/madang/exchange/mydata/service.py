"""The door of mydata: consents, fetching on a ground, what waits, a preview, life events, certificates.

What is fetched is recorded as facts (:mod:`madang.facts`) and is on record for each person; :func:`collect` records
nothing and is for somebody who asks about themself in the guided check.
"""

from __future__ import annotations

from madang.exchange.mydata.certificates import RegisterSilent, issue
from madang.exchange.mydata.collecting import Collected, NotHad, UnknownResident, collect, collect_and_wait
from madang.exchange.mydata.consents.asking import (
    AskConsents,
    ask_consents,
    ask_of,
    asked_of,
    asks_for,
    end_asks,
    needed_for,
    role_label,
    unanswered,
    waits_for_others,
)
from madang.exchange.mydata.consents.give import GiveConsent
from madang.exchange.mydata.consents.needed import Needed, consents_needed
from madang.exchange.mydata.consents.queries import consents_for, consents_of
from madang.exchange.mydata.consents.refuse import RefuseConsent
from madang.exchange.mydata.consents.withdraw import WithdrawConsent, still_allowed
from madang.exchange.mydata.consents.wording import Text, text_of
from madang.exchange.mydata.feeds.held import HeldFeed, ReleaseFeed, feeds_in_hold, held_feeds
from madang.exchange.mydata.feeds.pending import Waiting, owed_figures, waiting_for
from madang.exchange.mydata.fetching.fetch import fetch, retry_pending
from madang.exchange.mydata.fetching.wanted import Fetched, Refusal
from madang.exchange.mydata.life.absorb import Absorbed, absorb
from madang.exchange.mydata.life.events import CHANNEL, SUBSCRIPTION
from madang.exchange.mydata.life.readiness import make_ready
from madang.exchange.mydata.models import Consent, ConsentAsk
from madang.exchange.mydata.preview import Item, preview
from madang.exchange.mydata.purposes import ALERTS, label_of
from madang.exchange.mydata.refusals import (
    AnotherText,
    ConsentEnded,
    MydataRefused,
    NoEvidence,
    NoSuchConsent,
    NoSuchPurpose,
    NothingToConsent,
    NotQuarantined,
)
from madang.exchange.mydata.residents.load import Loaded, load_residents

__all__ = [
    "ALERTS",
    "CHANNEL",
    "SUBSCRIPTION",
    "Absorbed",
    "AnotherText",
    "AskConsents",
    "Collected",
    "Consent",
    "ConsentAsk",
    "ConsentEnded",
    "Fetched",
    "GiveConsent",
    "HeldFeed",
    "Item",
    "Loaded",
    "MydataRefused",
    "Needed",
    "NoEvidence",
    "NoSuchConsent",
    "NoSuchPurpose",
    "NotHad",
    "NotQuarantined",
    "NothingToConsent",
    "Refusal",
    "RefuseConsent",
    "RegisterSilent",
    "ReleaseFeed",
    "Text",
    "UnknownResident",
    "Waiting",
    "WithdrawConsent",
    "absorb",
    "ask_consents",
    "ask_of",
    "asked_of",
    "asks_for",
    "collect",
    "collect_and_wait",
    "consents_for",
    "consents_needed",
    "consents_of",
    "end_asks",
    "feeds_in_hold",
    "fetch",
    "held_feeds",
    "issue",
    "label_of",
    "load_residents",
    "make_ready",
    "needed_for",
    "owed_figures",
    "preview",
    "retry_pending",
    "role_label",
    "still_allowed",
    "text_of",
    "unanswered",
    "waiting_for",
    "waits_for_others",
]
