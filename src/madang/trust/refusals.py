"""What trust refuses, in both languages."""

from __future__ import annotations

from madang.rules.service import Label, Refused


class TrustRefused(Refused):
    """Nothing was changed and nothing shown."""


class Denied(TrustRefused):
    """The policy does not allow it. policies: the ids of those that forbid it; none: nothing allows it."""

    code = "denied"

    def __init__(self, reason: Label, policies: tuple[str, ...] = ()) -> None:
        super().__init__(reason.ko, reason.en)
        self.policies = policies


class KeyReused(TrustRefused):
    """The idempotency key was used before for something else."""

    code = "key_reused"


class NoGround(TrustRefused):
    """No legal ground is named, or the one named does not carry this far."""

    code = "no_ground"


class CannotUnseal(TrustRefused):
    """Sealed under a key that is gone, for somebody else, or damaged."""

    code = "cannot_unseal"


class MasterKeyMissing(TrustRefused):
    """The installation's master key is not there, or is not the one its keys are wrapped with."""

    code = "master_key_missing"


class NoSuchLook(TrustRefused):
    """No such entry, or not one about whoever asks."""

    code = "no_such_look"


class BadWords(TrustRefused):
    """Words that are missing, too long, or no words."""

    code = "bad_words"


class ReportedAlready(TrustRefused):
    """There is a report on it, or an answer to the report."""

    code = "reported_already"
