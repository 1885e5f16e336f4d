"""The way from the first page to a case, by posts of what stands on the pages."""

from __future__ import annotations

from typing import Any

from django.test import Client

from madang.portal.mine.sending import new_key

ACCOUNT = "신한은행 110-123-456789"


def begun(client: Client, service: str = "parent_benefit") -> str:
    """A draft; its address."""
    response = client.post("/mine/apply/", {"service": service, "key": new_key()})
    assert response.status_code == 302, response.content.decode()
    return response.headers["Location"]


def applied(client: Client, service: str = "parent_benefit") -> dict[str, Any]:
    """Applied for and received: {draft, case, number, change}."""
    address = begun(client, service)
    said = {f"said-{one.id}": ACCOUNT for one in client.get(address).context["form"].questions}
    answered = client.post(address, {"key": new_key(), "do": "check", **said})
    assert answered.headers["Location"] == f"{address}check/", answered.content.decode()
    sent = client.post(f"{address}check/", {"key": new_key()})
    assert sent.headers.get("Location") == f"{address}receipt/", sent.content.decode()
    shown = client.get(f"{address}receipt/").context
    changes = client.get("/mine/").context["benefits"].news
    return {
        "draft": address.split("/")[3], "case": shown["receipt"].case, "number": shown["receipt"].number,
        "change": changes[0].id if changes else 0,
    }  # fmt: skip
