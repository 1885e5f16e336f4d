"""Korean place names in Latin letters, by rule.

국어의 로마자 표기법: §2 letters, §3① sounds that meet, §3⑤ administrative endings after a hyphen.
"""

from __future__ import annotations

import re


def _table(letters: str) -> list[str]:
    return ["" if one == "_" else one for one in letters.split()]


_onsets = _table("g kk n d tt r m b pp s ss _ j jj ch k t p h")
_vowels = _table("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_codas = _table("_ k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
"""What a final consonant sounds like before another consonant or at the end."""
_moved = _table("_ g kk ks n nj n d r lg lm lb ls lt lp l m b ps s ss ng j ch k t p _")
"""And what becomes of it before a vowel."""
_endings = {"시": "si", "군": "gun", "구": "gu", "읍": "eup", "면": "myeon", "동": "dong", "리": "ri", "도": "do"}
_hangul = re.compile("[가-힣]+")
_nasal = {"k": "ng", "t": "n", "p": "m"}


def romanised(word: str) -> str:
    """One word without its administrative ending: 종로 → Jongno, 왕십리 → Wangsimni. Other letters stay."""
    return _hangul.sub(lambda found: _letters(found[0]), word)


def place_name(name: str) -> str:
    """A place's own name: 진주시 → Jinju-si, 상대1동 → Sangdae 1-dong, 종로구 → Jongno-gu."""
    stem, ending = (name[:-1], _endings.get(name[-1:])) if len(name) > 1 else (name, None)
    if ending is None:
        return romanised(name)
    return re.sub(r"(?<=[a-z])(?=[0-9])", " ", romanised(stem)) + "-" + ending


def _letters(word: str) -> str:
    found, carried = "", ""
    for place, letter in enumerate(word):
        onset, rest = divmod(ord(letter) - ord("가"), 21 * 28)
        vowel, coda = divmod(rest, 28)
        following = (ord(word[place + 1]) - ord("가")) // (21 * 28) if place + 1 < len(word) else None
        start = carried or _onsets[onset]
        end, carried = _meeting(coda, following, word[place + 1 : place + 2])
        found += start + _vowels[vowel] + end
    return found[:1].upper() + found[1:]


def _meeting(coda: int, following: int | None, letter: str) -> tuple[str, str]:
    """How the final consonant sounds, and what the next syllable then begins with ("" for its own consonant)."""
    end = _codas[coda]
    if following is None or not end:
        return end, ""
    onset = _onsets[following]
    if not onset:
        vowel = (ord(letter) - ord("가")) % (21 * 28) // 28
        if _moved[coda] in ("d", "t", "lt") and _vowels[vowel] == "i":
            return _moved[coda][:-1], "j" if _moved[coda] == "d" else "ch"
        return _moved[coda], ""
    if coda == 27 and onset in ("g", "d", "j"):  # ㅎ before ㄱ, ㄷ, ㅈ
        return "", {"g": "k", "d": "t", "j": "ch"}[onset]
    if end in _nasal and onset in ("n", "m", "r"):
        return _nasal[end], "n" if onset == "r" else onset
    if (end, onset) in {("n", "r"), ("l", "n"), ("l", "r")}:
        return "l", "l"
    if end in ("m", "ng") and onset == "r":
        return end, "n"
    return end, ""
