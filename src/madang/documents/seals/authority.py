"""The installation's own authority for seals: its certificate, the agencies' seals, and the list of revoked ones.

X.509 v3 (RFC 5280): an authority that may only issue certificates and lists, and seals that may only sign documents
(digitalSignature, contentCommitment; RFC 9336 documentSigning). Private keys are made here and kept by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import NameOID

from madang.documents.refusals import SealRefused

PrivateKey = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
Algorithm = Literal["p256", "ed25519"]
DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
MOST_NAME = 64
"""Characters of a name in a certificate (X.520, ub-organization-name)."""

YEAR = timedelta(days=365, hours=6)


@dataclass(frozen=True, slots=True)
class KeyedCertificate:
    """A certificate (DER) and its private key (PKCS #8 DER, not encrypted: the caller seals it before keeping it)."""

    certificate: bytes
    private_key: bytes = field(repr=False)


def make_seal_authority(
    name: str, *, begins: datetime, years: int = 30, algorithm: Algorithm = "p256"
) -> KeyedCertificate:
    """The root that verifiers trust. name: of the installation (X.520: at most 64 characters); begins: aware."""
    key = _new_key(algorithm)
    subject = _name(name, name, "")
    builder = (
        _certificate(subject, subject, key.public_key(), begins, years)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(authority=True), critical=True)
    )
    return _signed(builder, key, key)


def make_seal(authority: KeyedCertificate, organisation: str, name: str, head: str, *, begins: datetime,
              years: int = 10, algorithm: Algorithm = "p256") -> KeyedCertificate:  # fmt: skip
    """An agency's seal. organisation: its id; name and head in Korean, 경상남도 창원시, 창원시장: up to 64 characters.

    Ten years, because a letter is shown for years and carries no time stamp of a third party.
    """
    issuer = _loaded(authority.certificate)
    key = _new_key(algorithm)
    builder = (
        _certificate(_name(name, head, organisation), issuer.subject, key.public_key(), begins, years)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(_public(issuer)), critical=False)
    )
    return _signed(builder, private_key(authority.private_key), key)


def revocation_list(authority: KeyedCertificate, revoked: Iterable[tuple[bytes, datetime]], *, number: int,
                    issued: datetime, next_by: datetime) -> bytes:  # fmt: skip
    """A signed list (CRL, DER) of revoked seals: certificates (DER) with the time of revocation."""
    key = private_key(authority.private_key)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(_loaded(authority.certificate).subject)
        .last_update(issued)
        .next_update(next_by)
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
    )
    for certificate, when in revoked:
        serial = _loaded(certificate).serial_number
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(when).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(key, _digest(key)).public_bytes(serialization.Encoding.DER)


def as_pem(certificate: bytes) -> str:
    """A certificate as the text that `madang letter verify --trust` reads."""
    return _loaded(certificate).public_bytes(serialization.Encoding.PEM).decode("ascii")


def certificates(pem: bytes) -> tuple[bytes, ...]:
    """The certificates (DER) of a PEM file, one or several. SealRefused when there is none to read."""
    try:
        loaded = x509.load_pem_x509_certificates(pem)
    except ValueError:
        raise SealRefused("인증서 파일(PEM)이 아닙니다", "this is no file of certificates (PEM)") from None
    return tuple(one.public_bytes(serialization.Encoding.DER) for one in loaded)


def private_key(der: bytes) -> PrivateKey:
    """A key for seals from PKCS #8 (DER): ECDSA P-256 or Ed25519. SealRefused for anything else."""
    try:
        key = serialization.load_der_private_key(der, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key
    if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
        return key
    raise SealRefused("관인의 개인키는 ECDSA P-256 또는 Ed25519입니다", "a seal's key is ECDSA P-256 or Ed25519")


def _new_key(algorithm: Algorithm) -> PrivateKey:
    if algorithm == "p256":
        return ec.generate_private_key(ec.SECP256R1())
    if algorithm == "ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    raise SealRefused(f"'{algorithm}': p256 또는 ed25519입니다", f"'{algorithm}': p256 or ed25519")


def _name(organisation: str, common: str, id: str) -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, "KR"), (NameOID.ORGANIZATION_NAME, organisation), (NameOID.COMMON_NAME, common)]
    if id:
        parts.append((NameOID.ORGANIZATION_IDENTIFIER, id))
    if not all(value.strip() and len(value) <= MOST_NAME for _, value in parts):
        raise SealRefused(
            f"기관과 직위의 이름은 1자에서 {MOST_NAME}자까지입니다", f"names have 1 to {MOST_NAME} characters"
        )
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _certificate(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey,
                 begins: datetime, years: int) -> x509.CertificateBuilder:  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + years * YEAR)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority, content_commitment=not authority, key_cert_sign=authority, crl_sign=authority,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _signed(builder: x509.CertificateBuilder, issuer_key: PrivateKey, key: PrivateKey) -> KeyedCertificate:
    certificate = builder.sign(issuer_key, _digest(issuer_key))
    return KeyedCertificate(
        certificate.public_bytes(serialization.Encoding.DER),
        key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    )


def _digest(key: PrivateKey) -> hashes.SHA256 | None:
    return hashes.SHA256() if isinstance(key, ec.EllipticCurvePrivateKey) else None


def _loaded(certificate: bytes) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(certificate)
    except ValueError:
        raise SealRefused("인증서를 읽을 수 없습니다", "this certificate cannot be read") from None


def _public(certificate: x509.Certificate) -> ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey:
    key = certificate.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey)
    return key
