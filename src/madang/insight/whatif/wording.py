"""Large sums and counts as people read them, in Korean and English."""

from __future__ import annotations

_KO = ((10**12, "조"), (10**8, "억"), (10**4, "만"))
_EN = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))


def won_short(value: float, language: str, *, sign: bool = False) -> str:
    """Won to three figures: 1조 2,300억 원 is 1.23조 원, 1.23 trillion won. With `sign`, a plus before a gain."""
    text = short(value, language, sign=sign)
    if language != "ko":
        return f"{text} won"
    return f"{text}원" if text[-1].isdigit() else f"{text} 원"


def short(value: float, language: str, *, sign: bool = False) -> str:
    """A number to three figures with its unit of magnitude; below ten thousand (thousand) in full."""
    rounded = round(value)
    before = "−" if rounded < 0 else ("+" if sign and rounded > 0 else "")
    size = abs(rounded)
    for unit, word in _KO if language == "ko" else _EN:
        # 999,950 of the smaller unit would be shown as 1,000 of it: it is one of the larger.
        if size >= unit * 0.9995:
            scaled = size / unit
            digits = 2 if scaled < 9.995 else 1 if scaled < 99.95 else 0
            text = f"{scaled:,.{digits}f}"
            text = text.rstrip("0").rstrip(".") if "." in text else text
            return f"{before}{text}{'' if language == 'ko' else ' '}{word}"
    return f"{before}{size:,}"
