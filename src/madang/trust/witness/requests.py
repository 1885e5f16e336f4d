"""The body of add-checkpoint (C2SP tlog-witness): old size, proof, blank line, checkpoint."""

from __future__ import annotations

from dataclasses import dataclass

from madang.trust.tree.checkpoints import NUMBER
from madang.trust.tree.errors import Malformed
from madang.trust.tree.hashing import SIZE
from madang.trust.tree.keys import decode
from madang.trust.witness.errors import BadRequest

MOST_LINES = 63


@dataclass(frozen=True, slots=True)
class Addition:
    """What is asked: to sign ``checkpoint`` (a note as text), grown from ``old`` leaves by ``proof``."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: str

    @property
    def body(self) -> str:
        """As it is sent."""
        from base64 import b64encode

        lines = "".join(f"{b64encode(each).decode()}\n" for each in self.proof)
        return f"old {self.old}\n{lines}\n{self.checkpoint}"


def parse_addition(content: bytes) -> Addition:
    """Reads the body, strictly. Raises BadRequest."""
    try:
        above, blank, note = content.decode().partition("\n\n")
        first, *lines = above.split("\n")
        old = first.removeprefix("old ")
        if not blank or not first.startswith("old ") or not NUMBER.fullmatch(old) or len(lines) > MOST_LINES:
            raise Malformed("요청의 형식이 아닙니다", "not a request of the protocol")
        proof = tuple(decode(line) for line in lines)
        if any(len(each) != SIZE for each in proof):
            raise Malformed("증명의 해시 길이가 다릅니다", "a proof of other lengths than 32 bytes")
    except (Malformed, UnicodeDecodeError) as error:
        label = error.label if isinstance(error, Malformed) else None
        raise BadRequest(*((label.ko, label.en) if label else ("UTF-8이 아닙니다", "not UTF-8"))) from error
    return Addition(int(old), proof, note)
