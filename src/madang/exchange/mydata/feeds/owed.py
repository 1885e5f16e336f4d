"""What is asked for because somebody has just agreed: put with what agencies owe, due at once, for the worker."""

from __future__ import annotations

import datetime as dt
import json

from django.db import connection

from madang.exchange.mydata.life.events import CHANNEL
from madang.exchange.mydata.models import Consent


def owe(consent: Consent, application: str, at: dt.datetime) -> None:
    """Each source of the consent owes what it carries. In the caller's transaction, where everybody's rows are there.

    The applicant's own may carry others' records too (`through: applicant`), so it is asked for whoever grounds reach.
    What waits there already, for other persons, is asked together; a feed that is held back stays so.
    """
    persons = None if consent.giver == consent.applicant else [consent.giver]
    rows = [
        (agency, consent.applicant, consent.purpose, application, consent.tenant, json.dumps(persons), at, at)
        for agency in consent.sources
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO mydata_pendingfetch AS row (agency, applicant, purpose, application, tenant, persons, reason,"
            " attempts, waiting_since, retry_at) VALUES (%s, %s, %s, %s, %s, %s::jsonb, 'asked', 0, %s, %s)"
            " ON CONFLICT (agency, applicant, purpose, application) DO UPDATE SET"
            " persons = CASE WHEN 'null' IN (row.persons, excluded.persons) THEN 'null'"
            " ELSE row.persons || excluded.persons END,"
            " retry_at = CASE WHEN row.retry_at IS NULL THEN NULL ELSE excluded.retry_at END",
            rows,
        )
        if rows:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
