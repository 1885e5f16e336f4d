"""What somebody writes into the log's business: checked at the edge."""

from __future__ import annotations

import unicodedata

from madang.rules.service import Label
from madang.trust.refusals import BadWords

LONGEST = 2_000


def plain_words(text: str, what: Label) -> str:
    """The text in NFC without its outer blanks. BadWords where it is missing, too long, or holds control characters."""
    found = unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
    if not found:
        raise BadWords(f"{what.ko} 적어 주세요.", f"Please write {what.en}.")
    if len(found) > LONGEST:
        raise BadWords(f"{LONGEST:,}자까지 적을 수 있습니다.", f"At most {LONGEST:,} characters.")
    if any(unicodedata.category(one) in ("Cc", "Cs", "Co") and one not in "\n\t" for one in found):
        raise BadWords("쓸 수 없는 글자가 있습니다.", "There are characters that cannot be used.")
    return found
