"""Sealing: a PAdES baseline signature (ETSI EN 319 142-1, B-B) as the last bytes of a PDF."""

from __future__ import annotations

from io import BytesIO
from typing import Literal, Protocol

from asn1crypto import algos
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import Signer

from madang.documents.refusals import SealRefused
from madang.documents.seals.authority import KeyedCertificate, private_key

FIELD = "Seal"
RESERVED = 4096
"""Room for the seal in the file, in bytes; one takes about 1,300."""

_how = {"p256": ("sha256", "sha256_ecdsa"), "ed25519": ("sha512", "ed25519")}


class Sealer(Protocol):
    """An agency's seal as `seal` uses it: the certificate (DER), and a signature by its key over `data`.

    sign: ECDSA P-256 with SHA-256 as DER, or Ed25519, as `algorithm` says. May ask a signing machine.
    """

    certificate: bytes
    algorithm: Literal["p256", "ed25519"]

    def sign(self, data: bytes) -> bytes:
        """The signature over `data`."""


class KeySealer:
    """A seal whose private key is in memory."""

    algorithm: Literal["p256", "ed25519"]

    def __init__(self, seal: KeyedCertificate) -> None:
        self.certificate = seal.certificate
        self._key = private_key(seal.private_key)
        self.algorithm = "p256" if isinstance(self._key, ec.EllipticCurvePrivateKey) else "ed25519"

    def sign(self, data: bytes) -> bytes:
        """The signature over `data`."""
        if isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(data, ec.ECDSA(hashes.SHA256()))
        return self._key.sign(data)


class _Hand(Signer):
    """pyHanko's signer over a Sealer."""

    def __init__(self, sealer: Sealer, mechanism: str) -> None:
        self.sealer = sealer
        super().__init__(
            signing_cert=asn1_x509.Certificate.load(sealer.certificate),
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": mechanism}),
            embed_roots=False,
        )

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return self.sealer.sign(data)


def seal(pdf: bytes, sealer: Sealer) -> bytes:
    """The PDF with the agency's seal at its end. SealRefused when it is no PDF of ours or sealed already.

    The seal's field lies outside the page, as PDF/A and PDF/UA both allow. Not inside a running event loop: call it in
    a thread there. 10 to 20 ms.
    """
    digest, mechanism = _how[sealer.algorithm]
    about = PdfSignatureMetadata(field_name=FIELD, md_algorithm=digest, subfilter=SigSeedSubFilter.PADES)
    field = SigFieldSpec(FIELD, invis_sig_settings=InvisSigSettings(box_out_of_bounds=True))
    sealed = BytesIO()
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        if writer.prev.encrypted or writer.prev.embedded_signatures:
            raise SealRefused(
                "이미 봉인되었거나 암호가 걸린 문서입니다", "this document is sealed already, or encrypted"
            )
        signer = PdfSigner(about, signer=_Hand(sealer, mechanism), new_field_spec=field)
        signer.sign_pdf(writer, bytes_reserved=RESERVED, output=sealed)
    except (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise SealRefused("봉인할 수 있는 PDF가 아닙니다", "this is no PDF that can be sealed") from error
    return sealed.getvalue()
