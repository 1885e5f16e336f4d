"""What a witness answers when it does not sign: the statuses of C2SP tlog-witness."""

from __future__ import annotations

from madang.rules.service import Refused


class WitnessRefused(Refused):
    """status: of HTTP; said: the body of the answer, when it is not the reason."""

    status = 400
    said = ""


class BadRequest(WitnessRefused):
    """Not of the form of the protocol, or an old size above the new one."""

    code = "bad_request"


class UnknownLog(WitnessRefused):
    """No key of this log is known."""

    code, status = "unknown_log", 404


class WrongSignature(WitnessRefused):
    """Not signed by the key that is known of this log."""

    code, status = "wrong_signature", 403


class OtherHead(WitnessRefused):
    """The witness knows another head of the log than the caller thinks: its size is said."""

    code, status = "other_head", 409

    def __init__(self, size: int) -> None:
        super().__init__(f"증인은 크기 {size}의 머리를 압니다", f"the witness knows the head of size {size}")
        self.said = f"{size}\n"


class NotGrown(WitnessRefused):
    """The proof does not show that the head grew from the one that is known."""

    code, status = "not_grown", 422
