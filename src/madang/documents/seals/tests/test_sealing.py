"""A sealed letter verifies with nothing but the authority's certificate; anything done to it is said."""

from __future__ import annotations

import random
import re
import socket
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils.generic import TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from madang.documents.letters.tests.reading import pages
from madang.documents.seals.authority import Algorithm
from madang.documents.seals.tests.seals import BEGAN, NOW, agency, authority, plain, sealed
from madang.documents.service import (
    Fault,
    KeyedCertificate,
    KeySealer,
    SealRefused,
    as_pem,
    certificates,
    make_seal,
    revocation_list,
    seal,
    verify,
)


def faults(file: bytes, **changes: object) -> tuple[Fault, ...]:
    verdict = verify(file, [authority().certificate], now=NOW, **changes)  # type: ignore[arg-type]
    assert verdict.valid == (not verdict.what_is_wrong)
    return verdict.what_is_wrong


@pytest.mark.parametrize("algorithm", ["p256", "ed25519"])
def test_it_verifies_without_a_network(algorithm: Algorithm, monkeypatch: pytest.MonkeyPatch) -> None:
    file, trusted = sealed(algorithm), authority(algorithm).certificate
    before = datetime.now(UTC) - timedelta(seconds=300)
    monkeypatch.setattr(socket, "socket", None)
    verdict = verify(file, [authority(name="다른 기관").certificate, trusted], now=NOW)
    assert verdict.valid
    assert (verdict.organisation, verdict.whose, verdict.head) == ("48120", "경상남도 창원시", "창원시장")
    assert verdict.when is not None
    assert before < verdict.when < datetime.now(UTC)
    assert "창원시장" in verdict.text("ko")
    assert "Genuine" in verdict.text("en")
    assert pages(sealed(algorithm)) == pages(plain())


def test_every_byte_counts() -> None:
    file = sealed()
    assert faults(file) == ()
    place = file.index(b"/Contents <")
    chance = random.Random(4)
    places = [*chance.sample(range(len(file)), 150), *range(place, place + 2_000, 7), len(file) - 1, len(file) - 2]
    for at in places:
        changed = bytearray(file)
        changed[at] ^= 1 << chance.randrange(8)
        assert faults(bytes(changed)), f"byte {at} of {len(file)}"


def test_a_change_and_a_change_of_the_seal_have_their_own_names() -> None:
    file = sealed()
    assert faults(file.replace(b"/Type/Page", b"/Type/Pagf", 1)) == (Fault.altered,)
    at = file.index(b"/Contents <") + 40
    assert faults(file[:at] + b"zz" + file[at + 2 :]) == (Fault.seal_unreadable,)


def test_the_name_of_the_signer_cannot_be_changed_in_the_seal() -> None:
    """CMS does not sign who the signer is said to be; it has to be the certificate's own name."""
    file = sealed()
    start = file.index(b"/Contents <") + 10
    end = file.index(b">", start) + 1
    content = cms.ContentInfo.load(bytes.fromhex(file[start + 1 : end - 1].decode()))
    content["content"]["signer_infos"][0]["sid"].chosen["serial_number"] = 7
    written = b"<" + content.dump(force=True).hex().upper().encode().ljust(end - start - 2, b"0") + b">"
    assert faults(file[:start] + written + file[end:]) == (Fault.seal_unreadable,)


def test_an_added_revision_is_caught_whatever_it_changes() -> None:
    writer: Any = IncrementalPdfFileWriter(BytesIO(sealed()))
    writer.root["/Added"] = TextStringObject("a note")
    writer.update_root()
    added = BytesIO()
    writer.write(added)
    assert faults(added.getvalue()) == (Fault.added_to,)
    assert faults(sealed() + b"\n") == (Fault.added_to,)


def test_a_second_seal_is_caught() -> None:
    with pytest.raises(SealRefused):
        seal(sealed(), KeySealer(agency()))
    again = sealed() + b"\n/ByteRange [0 1 2 3]"
    assert faults(again) == (Fault.several_seals,)


def test_another_authority_of_the_same_name_is_caught() -> None:
    double = authority("ed25519")
    other = make_seal(double, "48120", "경상남도 창원시", "창원시장", begins=BEGAN)
    forged = verify(seal(plain(), KeySealer(other)), [authority().certificate], now=NOW)
    assert forged.what_is_wrong == (Fault.other_authority,)
    assert forged.whose == ""
    assert verify(sealed(), [], now=NOW).what_is_wrong == (Fault.other_authority,)


def test_an_agency_is_no_authority() -> None:
    """A seal's key signs a certificate of its own: its holder cannot make seals of other agencies."""
    forged = make_seal(agency(), "11110", "서울특별시 종로구", "종로구청장", begins=BEGAN)
    file = seal(plain(), KeySealer(forged))
    assert faults(file) == (Fault.other_authority,)
    assert verify(file, [agency().certificate], now=NOW).what_is_wrong == (Fault.other_authority,)


def test_the_authority_itself_is_no_seal() -> None:
    assert faults(seal(plain(), KeySealer(authority()))) == (Fault.not_a_seal,)


def test_a_certificate_of_the_authority_for_something_else_is_no_seal() -> None:
    signing = serialization.load_der_private_key(authority().private_key, None)
    issuer, own = x509.load_der_x509_certificate(authority().certificate), ec.generate_private_key(ec.SECP256R1())
    assert isinstance(signing, ec.EllipticCurvePrivateKey)
    server = (
        x509.CertificateBuilder(issuer.subject, issuer.subject, own.public_key(), 7)
        .not_valid_before(BEGAN)
        .not_valid_after(BEGAN + timedelta(days=900))
        .add_extension(x509.load_der_x509_certificate(agency().certificate).extensions[2].value, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(signing, hashes.SHA256())
    )
    key = own.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    other = KeyedCertificate(server.public_bytes(Encoding.DER), key)
    assert faults(seal(plain(), KeySealer(other))) == (Fault.not_a_seal,)


def test_time_runs_out() -> None:
    assert faults(sealed()) == ()
    for when, fault in (
        (BEGAN + timedelta(days=3_660), Fault.expired),
        (BEGAN - timedelta(days=1), Fault.not_yet_valid),
    ):
        verdict = verify(sealed(), [authority().certificate], now=when)
        assert (verdict.valid, verdict.what_is_wrong, verdict.whose) == (False, (fault,), "경상남도 창원시")


def lists(by: KeyedCertificate, *revoked: KeyedCertificate, days: int = 30) -> list[bytes]:
    told = [(one.certificate, NOW - timedelta(days=1)) for one in revoked]
    return [revocation_list(by, told, number=1, issued=NOW - timedelta(days=40), next_by=NOW + timedelta(days=days))]


def test_a_revoked_seal_is_caught_and_the_list_has_to_be_the_authoritys() -> None:
    other = make_seal(authority(), "11110", "서울특별시 종로구", "종로구청장", begins=BEGAN)
    assert faults(sealed(), revoked=lists(authority(), other)) == ()
    assert faults(sealed(), revoked=lists(authority(), other, agency())) == (Fault.revoked,)
    assert faults(sealed(), revoked=lists(authority("ed25519"), agency())) == (Fault.list_unusable,)
    assert faults(sealed(), revoked=lists(authority(), days=-1)) == (Fault.list_unusable,)
    assert faults(sealed(), revoked=[b"no list"]) == (Fault.list_unusable,)


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (b"", Fault.not_a_pdf),
        (b"PK\x03\x04", Fault.not_a_pdf),
        (b"%PDF-1.7\n", Fault.not_sealed),
        (b"%PDF-1.7\ntrailer << /Encrypt 5 0 R >>", Fault.encrypted),
        (b"%PDF-1.7\n" + b"\0" * 20_000_000, Fault.too_large),
        (b"%PDF-1.7\n/ByteRange [0 4 8 5]", Fault.added_to),
        (b"%PDF-1.7\n/ByteRange [0 9999999999 1 1]", Fault.seal_unreadable),
        (b"%PDF-1.7\n/ByteRange [1 10 12 99]", Fault.seal_unreadable),
        (b"%PDF-1.7\n/ByteRange [0 10 12 25] <<>>", Fault.seal_unreadable),
    ],
)
def test_other_files_are_named(file: bytes, fault: Fault) -> None:
    assert faults(file) == (fault,)


def test_an_unsealed_letter_says_so() -> None:
    assert faults(plain()) == (Fault.not_sealed,)
    verdict = verify(plain(), [authority().certificate], now=NOW)
    assert verdict.text("ko") == "진본으로 확인되지 않았습니다. 기관의 전자 관인이 없습니다."


def test_every_fault_has_a_sentence() -> None:
    from madang.documents.seals.verdict import TEXTS

    assert set(TEXTS) == set(Fault)


@pytest.mark.parametrize("file", [b"", b"%PDF-1.7\n", b"x" * 1000, plain()[:3_000]])
def test_only_a_pdf_is_sealed(file: bytes) -> None:
    with pytest.raises(SealRefused):
        seal(file, KeySealer(agency()))


def test_keys_and_names_are_checked() -> None:
    with pytest.raises(SealRefused):
        KeySealer(KeyedCertificate(agency().certificate, b"no key"))
    with pytest.raises(SealRefused):
        make_seal(authority(), "1", "가" * 65, "장", begins=BEGAN)
    with pytest.raises(SealRefused):
        certificates(b"no certificate")
    assert certificates(as_pem(authority().certificate).encode()) == (authority().certificate,)
    assert "private" not in repr(agency())


def test_the_seal_lies_outside_the_page() -> None:
    """PDF/UA wants an untagged field outside the page, PDF/A wants it printable and not hidden."""
    assert re.search(rb"/Rect ?\[ ?-9999 -9999 -9999 -9999 ?\]", sealed())
