"""Whom one may be at the workbench, and a draft on its way."""

from __future__ import annotations

from typing import Any

from django.test import Client

from madang.identity.anyid.service import Account, Part, Roles

KEEPER = "mohw"
OFFICIALS = {
    "author": Roles(KEEPER, (), ("rule_author",)),
    "colleague": Roles(KEEPER, (), ("rule_author", "rule_releaser")),
    "releaser": Roles(KEEPER, (), ("rule_releaser",)),
    "elsewhere": Roles("48170", (), ("rule_author", "rule_releaser")),
    "clerk": Roles("48170", (), ("caseworker", "approver")),
}
PENSION, LINE = "basic_pension", "basic_pension_line_single"
FIGURES, SERVICE = "parameters/basic_pension.yaml", "services/basic_pension.yaml"


def parts() -> list[Part]:
    """Whom one may be here."""
    named = {"author": "규칙 작성자", "releaser": "규칙 시행 책임자"}
    officials = [Part(name, named.get(name, name), name, official=True) for name in OFFICIALS]
    return [Part("resident", "김하늘", "A resident", person="m1"), *officials]


def roles_of(account: Account) -> Roles:
    """What the officials may do."""
    return OFFICIALS.get(account.part, Roles())


def signed_in(part: str) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    response = client.post("/account/demo/", {"part": part})
    assert response.status_code == 302, response.content.decode()
    return client


def begun(client: Client, title: str = "2027년 기초연금") -> str:
    """The address of a new draft."""
    answer = client.post("/workbench/", {"title": title, "reason": "고시에 따른 새해 값", "key": title})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"]).partition("?")[0]


def year_form(client: Client, draft: str, line: str = "2,600,000") -> dict[str, str]:
    """The fields of the next year's form, each needed figure with its value so far, the line with another one."""
    page: Any = client.get(f"{draft}year/", {"service": PENSION, "year": "2027"})
    form = page.context["form"]
    fields = {"service": form.service, "year": str(form.year), "revision": str(page.context["draft"].revision)}
    for one in form.needed:
        value = line if one.name == LINE else one.before
        fields |= {f"value-{one.name}": value, f"source-{one.name}": "시험용 값 (고시 아님)",
                   f"start-{one.name}": one.start, f"end-{one.name}": one.end,
                   f"certainty-{one.name}": "to_be_checked"}  # fmt: skip
    return fields


def pressed(client: Client, draft: str, do: str, **more: str) -> Any:
    """A button of the draft's page, for the revision that stands there."""
    revision = client.get(draft).context["draft"].revision
    return client.post(draft, {"do": do, "revision": str(revision), **more})


def submitted(client: Client) -> str:
    """A draft of the pension's figures of 2027 that waits for review."""
    draft = begun(client)
    answer = client.post(f"{draft}year/", year_form(client, draft))
    assert answer.status_code == 302, answer.content.decode()
    assert pressed(client, draft, "submit").headers["Location"] == f"{draft}?done=submit"
    return draft
