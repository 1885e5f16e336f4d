"""A stranger takes the published keys once and checks a letter and a proof with the commands that the page prints."""

from __future__ import annotations

import base64
import html
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.test import Client
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from madang.documents.service import key_id
from madang.portal.tests.mine import house as town
from madang.portal.tests.mine.road import applied
from madang.services.casework.service import Approve
from madang.trust import service as trust
from tests.browser import OpenPage, accessibility_faults, width_overflow

JSON, PEM = "/.well-known/madang-keys", "/.well-known/madang-keys/authority.pem"
KEYS = "/.well-known/madang-keys/log-keys.txt"


@pytest.fixture
def held(db: None, settings: Settings, tmp_path: Path) -> Path:
    """What the mother shows a stranger: her letter and the proof that an official looked; a folder with both files."""
    settings.MADANG_DEMO_PARTS = f"{town.__name__}.parts"
    settings.MADANG_ROLES_OF = f"{town.__name__}.roles_of"
    town.built()
    mother = town.signed_in(town.MOTHER)
    case = applied(mother)["case"]
    document = trust.perform(Approve(case), town.CLERK)["letter"]
    trust.sequence()
    with trust.entered(trust.system("test")):
        entry = trust.looks(town.MOTHER, kind="act")[0].entry
    letter, proof = f"/mine/cases/{case}/letters/{document}/?pdf=1", f"/mine/looks/{entry}/proof/"
    (tmp_path / "letter.pdf").write_bytes(mother.get(letter).content)
    (tmp_path / "madang-proof-17.json").write_bytes(mother.get(proof).content)
    return tmp_path


def printed(page: str) -> list[list[str]]:
    """The commands on the page, as words."""
    blocks = re.findall(r"<pre[^>]*><code>(.*?)</code>", page, re.DOTALL)
    return [html.unescape(line).split() for block in blocks for line in block.splitlines()]


def run(words: list[str], folder: Path) -> tuple[int, str]:
    """As on a machine without database and settings."""
    assert words[0] == "madang"
    command = [sys.executable, "-m", "madang.cli", *words[1:]]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout + done.stderr


def test_a_stranger_checks_a_letter_and_a_proof_with_what_is_published(held: Path) -> None:
    stranger = Client()
    commands = printed(stranger.get("/keys/").content.decode())
    for words in (one for one in commands if one[0] == "curl"):
        address = words[3].removeprefix("http://testserver")
        assert address in (PEM, KEYS)
        (held / words[2]).write_bytes(stranger.get(address).content)
    verify = [one for one in commands if one[0] == "madang"]
    assert len(verify) == 2
    for words in verify:
        status, said = run(words, held)
        assert status == 0, said
    letter = bytearray((held / "letter.pdf").read_bytes())
    letter[len(letter) // 2] ^= 1
    (held / "letter.pdf").write_bytes(letter)
    assert run(verify[0], held)[0] == 1
    proof = (held / "madang-proof-17.json").read_text(encoding="utf-8")
    known = (held / "madang-log-keys.txt").read_text(encoding="utf-8")
    (held / "madang-log-keys.txt").write_text(known.replace("/48170+", "/48171+"), encoding="utf-8")
    assert proof
    assert run(verify[1], held)[0] != 0, "a key of another log proves nothing here"


def test_the_json_names_every_key_former_ones_too_and_nothing_secret(held: Path) -> None:
    answer = Client().get(JSON)
    said = answer.json()
    assert said["format"] == "madang-keys/v1"
    assert answer.headers["Cache-Control"].startswith("public")
    assert "Set-Cookie" not in answer.headers
    (paper,) = said["paper"]
    public = base64.b64decode(paper["ed25519"])
    assert (paper["id"], paper["agency"], paper["ko"]) == (key_id(public), "48170", "경상남도 진주시")
    signature = trust.key_in_force("sign", "letter-48170").signing().sign(b"paper")
    Ed25519PublicKey.from_public_bytes(public).verify(signature, b"paper")
    assert said["logs"]["48170"] == trust.log_keys("48170")
    trust.rotate("sign", "letter-48170")
    again = Client().get(JSON).json()["paper"]
    assert [one["in_force"] for one in again] == [False, True]
    assert again[0]["ed25519"] == paper["ed25519"], "what the former key signed is still checked"
    for secret in (b"PRIVATE", *(trust.key_in_force("sign", "log").bytes,)):
        assert secret not in Client().get(JSON).content


@pytest.mark.django_db
def test_looking_makes_no_key() -> None:
    for address in ("/keys/", JSON, PEM, KEYS):
        assert Client().get(address).status_code == 200
        assert Client().post(address).status_code == 405
    assert trust.published_keys("letter") == trust.published_keys("sign") == []
    assert Client().get(JSON).json()["seal_authorities"] == []


@pytest.mark.browser
@pytest.mark.usefixtures("transactional_db")
def test_the_page(open_page: OpenPage, live_server: LiveServer, tmp_path: Path) -> None:
    from madang.services.casework.service import seal_authority

    seal_authority()
    trust.key_in_force("sign", "letter-48170")
    with open_page(language="ko") as page:
        page.goto(f"{live_server.url}/keys/")
        assert accessibility_faults(page) == []
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert width_overflow(page) == 0, width
