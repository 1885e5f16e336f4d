"""Authorities, seals and a sealed letter for tests, made once."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from madang.documents.letters.tests.samples import SIGNER, letter
from madang.documents.seals.authority import Algorithm
from madang.documents.service import KeyedCertificate, KeySealer, Kind, make_seal, make_seal_authority, pdf, seal

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 26, 5, tzinfo=UTC)


def authority(algorithm: Algorithm = "p256", name: str = "마당 모의 관인 인증기관") -> KeyedCertificate:
    return _authority(algorithm, name)


@cache
def _authority(algorithm: Algorithm, name: str) -> KeyedCertificate:
    return make_seal_authority(name, begins=BEGAN, algorithm=algorithm)


def agency(algorithm: Algorithm = "p256") -> KeyedCertificate:
    return _agency(algorithm)


@cache
def _agency(algorithm: Algorithm) -> KeyedCertificate:
    return make_seal(authority(algorithm), "48120", "경상남도 창원시", "창원시장", begins=BEGAN, algorithm=algorithm)


@cache
def plain() -> bytes:
    return pdf(letter(Kind.receipt), SIGNER)


def sealed(algorithm: Algorithm = "p256") -> bytes:
    return _sealed(algorithm)


@cache
def _sealed(algorithm: Algorithm) -> bytes:
    return seal(plain(), KeySealer(agency(algorithm)))
