"""What the log says about signing in."""

from __future__ import annotations

import pytest
from django.test import Client
from structlog.testing import capture_logs

from madang.identity.anyid.tests.signing_in import PASSWORD, account, sign_in

pytestmark = pytest.mark.django_db
NAMES = {"signed_in", "signed_out", "sign_in_refused", "password_changed"}


def test_in_out_refused_and_changed(client: Client) -> None:
    mine = account()
    with capture_logs() as lines:
        sign_in(client, mine, "wrong wrong wrong")
        sign_in(client, mine)
        client.post("/account/password/", {"oldpassword": PASSWORD, "password1": "quite another one, too"})
        client.post("/account/sign-out/")
    told = [line for line in lines if line["event"] in NAMES]
    assert [line["event"] for line in told] == ["sign_in_refused", "signed_in", "password_changed", "signed_out"]
    assert [line.get("account", "") for line in told] == ["", *[str(mine.id)] * 3]
    assert told[1]["way"] == "password"
    assert "sora" not in str(lines)
    assert "wrong" not in str(lines)
