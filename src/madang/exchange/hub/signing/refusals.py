"""Why a signed message is not taken, as types. `code` is the name of the error on the wire (lower snake)."""

from __future__ import annotations


class SignatureRefused(Exception):
    """A message whose signature does not hold."""

    code = "invalid_signature_value"


class SignatureMissing(SignatureRefused):
    """No signature by the label `madang`."""

    code = "missing_signature"


class SignatureMalformed(SignatureRefused):
    """Not of the profile: unreadable, another algorithm, a component that must be covered is not."""

    code = "malformed_signature"


class SignatureOutOfTime(SignatureRefused):
    """Made too long ago, or by a clock that is ahead."""

    code = "signature_out_of_time"


class UnknownKey(SignatureRefused):
    """A key that its alleged owner has not registered, or that is not valid now."""

    code = "unknown_key"


class SignatureWrong(SignatureRefused):
    """The signature is not of this message and this key, or the digest is not of this body."""

    code = "invalid_signature_value"
