"""The second door of the hub, for those who sign and verify: no settings, no database."""

from __future__ import annotations

from madang.exchange.hub.signing.base import LABEL, Claimed, claimed
from madang.exchange.hub.signing.keys import Signer, UnusableKey, new_seed, public_key, thumbprint
from madang.exchange.hub.signing.messages import (
    MOST_AGE,
    MOST_AHEAD,
    Keys,
    Signed,
    digest,
    sign_answer,
    sign_request,
    signed_answer,
    signed_request,
    verify_answer,
    verify_request,
)
from madang.exchange.hub.signing.refusals import (
    SignatureMalformed,
    SignatureMissing,
    SignatureOutOfTime,
    SignatureRefused,
    SignatureWrong,
    UnknownKey,
)

__all__ = [
    "LABEL",
    "MOST_AGE",
    "MOST_AHEAD",
    "Claimed",
    "Keys",
    "SignatureMalformed",
    "SignatureMissing",
    "SignatureOutOfTime",
    "SignatureRefused",
    "SignatureWrong",
    "Signed",
    "Signer",
    "UnknownKey",
    "UnusableKey",
    "claimed",
    "digest",
    "new_seed",
    "public_key",
    "sign_answer",
    "sign_request",
    "signed_answer",
    "signed_request",
    "thumbprint",
    "verify_answer",
    "verify_request",
]
