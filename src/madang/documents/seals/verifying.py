"""Verifying a sealed PDF, with nothing but the file and the certificates one trusts.

The seal is found in the bytes and checked before anything else of the file is read: a hostile file is never parsed. A
letter has one seal, over all of it: whatever comes after, outside or beside it is a fault, however harmless it looks.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import CMSExtractionError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import get_signing_cert_attr, validate_sig_integrity
from pyhanko.sign.validation.status import SignatureCoverageLevel

from madang.documents.seals.authority import DOCUMENT_SIGNING
from madang.documents.seals.envelope import Envelope, Unsealed, opened
from madang.documents.seals.verdict import Fault, Verdict

SEOUL = ZoneInfo("Asia/Seoul")


def verify(file: bytes, trusted: Iterable[bytes], *, revoked: Iterable[bytes] = (),
           now: datetime | None = None) -> Verdict:  # fmt: skip
    """Whether `file` is a letter sealed under one of the `trusted` authorities (certificates, DER), and unchanged.

    revoked: the authorities' lists of revoked seals (CRLs, DER); one that cannot be trusted makes nothing valid. now:
    aware, the present if left out. Never raises for what is in the file.
    """
    now = now or datetime.now(UTC)
    try:
        envelope = opened(file)
        certificate = x509.load_der_x509_certificate(envelope.signed_data["certificates"][0].chosen.dump())
    except Unsealed as unsealed:
        return Verdict(False, (unsealed.fault,))
    except ValueError:
        return Verdict(False, (Fault.seal_unreadable,))
    authority = _authority(certificate, trusted)
    if authority is None:
        return Verdict(False, (Fault.other_authority,))
    if not _fits(envelope):
        return Verdict(False, (Fault.altered,))
    faults = [
        *_not_now(certificate, authority, now),
        *_usage(certificate),
        *_lists(certificate, authority, revoked, now),
    ]
    when, whole = _in_the_file(file)
    if not whole:
        faults.append(Fault.altered)
    return Verdict(
        not faults,
        tuple(faults),
        organisation=_attribute(certificate, NameOID.ORGANIZATION_IDENTIFIER),
        whose=_attribute(certificate, NameOID.ORGANIZATION_NAME),
        head=_attribute(certificate, NameOID.COMMON_NAME),
        when=when,
    )


def _authority(certificate: x509.Certificate, trusted: Iterable[bytes]) -> x509.Certificate | None:
    for der in trusted:
        authority = x509.load_der_x509_certificate(der)
        try:
            constraints = authority.extensions.get_extension_for_class(x509.BasicConstraints).value
            certificate.verify_directly_issued_by(authority)
        except (InvalidSignature, ValueError, TypeError, x509.ExtensionNotFound):
            continue
        if constraints.ca:
            return authority
    return None


def _fits(envelope: Envelope) -> bool:
    """The signature is by the certificate's key, names that certificate, and is over these very bytes."""
    signer: cms.SignerInfo = envelope.signed_data["signer_infos"][0]
    certificate = envelope.signed_data["certificates"][0].chosen
    algorithm = {"sha256": hashes.SHA256, "sha512": hashes.SHA512}[signer["digest_algorithm"]["algorithm"].native]
    digest = hashes.Hash(algorithm())
    digest.update(envelope.covered)
    try:
        if get_signing_cert_attr(signer["signed_attrs"]) is None:
            return False
        intact, valid = validate_sig_integrity(signer, certificate, "data", digest.finalize())
    except (SignatureValidationError, CMSExtractionError, ValueError, TypeError, KeyError, NotImplementedError):
        return False
    return intact and valid


def _not_now(certificate: x509.Certificate, authority: x509.Certificate, now: datetime) -> list[Fault]:
    if now < certificate.not_valid_before_utc:
        return [Fault.not_yet_valid]
    if now > min(certificate.not_valid_after_utc, authority.not_valid_after_utc):
        return [Fault.expired]
    return []


def _usage(certificate: x509.Certificate) -> list[Fault]:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return [Fault.not_a_seal]
    fit = usage.digital_signature and usage.content_commitment and DOCUMENT_SIGNING in purposes
    return [] if fit else [Fault.not_a_seal]


def _lists(certificate: x509.Certificate, authority: x509.Certificate, revoked: Iterable[bytes],
           now: datetime) -> list[Fault]:  # fmt: skip
    faults = []
    for der in revoked:
        try:
            crl = x509.load_der_x509_crl(der)
            ours = crl.issuer == authority.subject and crl.is_signature_valid(authority.public_key())  # type: ignore[arg-type]
        except (ValueError, TypeError):
            faults.append(Fault.list_unusable)
            continue
        if not ours:
            faults.append(Fault.list_unusable)
        elif crl.get_revoked_certificate_by_serial_number(certificate.serial_number) is not None:
            faults.append(Fault.revoked)
        elif crl.next_update_utc is not None and crl.next_update_utc < now:
            faults.append(Fault.list_unusable)
    return list(dict.fromkeys(faults))


def _in_the_file(file: bytes) -> tuple[datetime | None, bool]:
    """The time of sealing, and whether a PDF reader finds this one seal over the whole file. Only for sealed bytes."""
    try:
        seals = PdfFileReader(BytesIO(file)).embedded_signatures
        if len(seals) != 1:
            return None, False
        whole = seals[0].evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE
        when = seals[0].self_reported_timestamp
    except (PdfError, SignatureValidationError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None, False
    return when.astimezone(SEOUL) if when else None, whole


def _attribute(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    found = certificate.subject.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""
