"""The agency, the day and the code of the letters of tests; nobody in them exists."""

from __future__ import annotations

from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from madang.documents.service import Issuer, KeyPaperSigner
from madang.rules.service import Label

SIGNER = KeyPaperSigner(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
CODE = "VRD8-GCS9-FJXG-S"
DAY = date(2026, 11, 26)
CITY = Issuer(
    id="48120",
    name=Label("경상남도 창원시", "Changwon City, Gyeongsangnam-do"),
    head=Label("창원시장", "Mayor of Changwon"),
    unit=Label("복지정책과", "Welfare Policy Division"),
    address=Label("우 51435 경상남도 창원시 의창구 중앙대로 151", "151 Jungang-daero, Uichang-gu, Changwon-si 51435"),
    website="www.changwon.example",
    phone="055-000-0000",
    fax="055-000-0001",
    email="welfare@changwon.example",
)
