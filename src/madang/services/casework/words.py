"""What people write into a case: checked at the edge."""

from __future__ import annotations

import unicodedata

from madang.services.casework.refusals import BadInput

LONGEST = 4_000


def words(text: str, *, what_ko: str, what_en: str, empty: bool = False, most: int = LONGEST) -> str:
    """The text in NFC without its outer blanks. BadInput where it is missing, too long, or holds control characters."""
    found = unicodedata.normalize("NFC", text).strip()
    if not found and not empty:
        raise BadInput(f"{what_ko}을(를) 적어 주세요.", f"Please write {what_en}.")
    if len(found) > most:
        raise BadInput(
            f"{what_ko}은(는) {most:,}자까지 적을 수 있습니다.", f"At most {most:,} characters of {what_en}."
        )
    if any(unicodedata.category(one) in ("Cc", "Cs", "Co") and one not in "\n\t" for one in found):
        raise BadInput(f"{what_ko}에 쓸 수 없는 글자가 있습니다.", f"There are characters that cannot be in {what_en}.")
    return found
