"""How people write a region: with or without the province, and the province in its short form."""

from __future__ import annotations

import re

_ends_like = re.compile(r"(특별자치도|특별자치시|특별시|광역시|직할시|남도|북도|도|시)$")
_two_letters = {
    "충청북도": "충북",
    "충청남도": "충남",
    "전라북도": "전북",
    "전라남도": "전남",
    "경상북도": "경북",
    "경상남도": "경남",
}


def short_form(name: str) -> str:
    """The name with its province in two syllables: 서울특별시 종로구 → 서울 종로구, 전라북도 → 전북."""
    first, _, rest = name.partition(" ")
    short = _two_letters.get(first) or _ends_like.sub("", first) or first
    return f"{short} {rest}".strip()


def may_mean(text: str, name: str) -> bool:
    """Whether the first word may stand for the province: 광주시 for 광주광역시, not 제주시 for 제주특별자치도."""
    word, province = text.split(" ", 1)[0], name.split(" ", 1)[0]
    return not (word.endswith("시") and province.endswith("도")) and not (
        word.endswith("도") and province.endswith("시")
    )


def endings(name: str) -> list[str]:
    """The name without its province, and without its city: 수원시 영통구, 영통구."""
    words = name.split(" ")
    return [" ".join(words[number:]) for number in range(1, len(words))]
