"""Why a certificate is not issued."""

from __future__ import annotations

from madang.rules.refusal import Refused


class NotIssued(Refused):
    """The register does not bear the certificate out."""

    code = "not_issued"
