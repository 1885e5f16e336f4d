"""The seal in the bytes of a file: where it is, what it covers, and that it is written in one way only."""

from __future__ import annotations

import re
from typing import NamedTuple

from asn1crypto import cms

from madang.documents.seals.verdict import Fault

MOST_BYTES = 20_000_000
_range = re.compile(rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
_digests = {"sha256", "sha512"}


class Unsealed(Exception):
    """Why there is no seal to check."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class Envelope(NamedTuple):
    """A seal and the bytes it speaks for: the whole file but the seal itself."""

    signed_data: cms.SignedData
    covered: bytes


def opened(file: bytes) -> Envelope:
    """Finds the one seal over the whole file. Unsealed says why there is none; the file is not parsed."""
    if len(file) > MOST_BYTES:
        raise Unsealed(Fault.too_large)
    if not file.startswith(b"%PDF-"):
        raise Unsealed(Fault.not_a_pdf)
    found = list(_range.finditer(file))
    if not found:
        raise Unsealed(Fault.encrypted if b"/Encrypt" in file else Fault.not_sealed)
    if len(found) > 1:
        raise Unsealed(Fault.several_seals)
    start, first, second, rest = (int(number) for number in found[0].groups())
    end = second + rest
    if start != 0 or not first < second <= end <= len(file):
        raise Unsealed(Fault.seal_unreadable)
    if end < len(file):
        raise Unsealed(Fault.added_to)
    return Envelope(_read(file[first:second]), file[:first] + file[second:])


def _read(gap: bytes) -> cms.SignedData:
    """The CMS message between the two covered parts; it has to be written in the one way in which seals are written."""
    if not (gap.startswith(b"<") and gap.endswith(b">")):
        raise Unsealed(Fault.seal_unreadable)
    try:
        content = cms.ContentInfo.load(bytes.fromhex(gap[1:-1].decode("ascii")))
        data = content["content"]
        written = b"<" + _written(data).hex().upper().encode("ascii").ljust(len(gap) - 2, b"0") + b">"
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        raise Unsealed(Fault.seal_unreadable) from None
    if written != gap:
        raise Unsealed(Fault.seal_unreadable)
    assert isinstance(data, cms.SignedData)
    return data


def _written(data: cms.SignedData) -> bytes:
    """The message put together anew from its certificate, signed attributes and signature.

    CMS leaves parts of a message unsigned (who the signer is said to be, further certificates, unsigned attributes).
    None of them can be changed or added when the whole has to equal what follows from the signed ones.
    """
    signer, certificate = data["signer_infos"][0], data["certificates"][0].chosen
    digest = {"algorithm": signer["digest_algorithm"]["algorithm"].native}
    signed = cms.SignedData({
        "version": "v1",
        "digest_algorithms": [digest],
        "encap_content_info": {"content_type": "data"},
        "certificates": [certificate],
        "signer_infos": [{
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": cms.IssuerAndSerialNumber({
                "issuer": certificate.issuer, "serial_number": certificate.serial_number})}),
            "digest_algorithm": digest,
            "signed_attrs": signer["signed_attrs"],
            "signature_algorithm": {"algorithm": signer["signature_algorithm"]["algorithm"].native},
            "signature": signer["signature"].native,
        }],
    })  # fmt: skip
    if digest["algorithm"] not in _digests:
        raise ValueError
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())
