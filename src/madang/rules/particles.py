"""Korean particles by the last letter of the word before them (한글 맞춤법; 표준어 규정 §18의 조사 이형태).

A sentence is written with both forms, `'소득'은(는)`, and :func:`settled` keeps the one that goes with the word.
"""

from __future__ import annotations

import re

# (after a final consonant, after a vowel)
_pairs = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "와(과)": ("과", "와"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
}
_both = re.compile("|".join(re.escape(pair) for pair in _pairs))
_behind = re.compile(r"(?:\([^()]*\)|[\"'’”〉》)\]}.,!?%…\s])+$")
_digits_with_final = frozenset("013678")  # 영 일 삼 육 칠 팔
_names_with_final = frozenset("lmnr")  # 엘 엠 엔 알
_words_with_final = re.compile(r"([lmncp]|ng|ck|[mnl]e)$")


def settled(text: str) -> str:
    """The sentence with each pair of particles replaced by the right one; left as it is where nobody can say."""
    parts: list[str] = []
    end = 0
    for match in _both.finditer(text):
        parts.append(text[end : match.start()])
        end = match.end()
        final = _final("".join(parts))
        consonant, vowel = _pairs[match.group()]
        if final is None:
            parts.append(match.group())
        else:
            parts.append(vowel if final == "" or (final == "ㄹ" and vowel == "로") else consonant)
    return "".join([*parts, text[end:]])


def _final(text: str) -> str | None:
    """What the last word ends in when read aloud: "" a vowel, "ㄹ", "x" another consonant; None: cannot be read."""
    shorn = _behind.sub("", text[-200:])
    last = shorn[-1:]
    if "가" <= last <= "힣":
        place = (ord(last) - ord("가")) % 28
        return {0: "", 8: "ㄹ"}.get(place, "x")
    if last.isascii() and last.isdigit():
        return _final_of_digit(last)
    word = re.search(r"[A-Za-z]+$", shorn)
    return None if word is None else _final_of_word(word.group())


def _final_of_digit(digit: str) -> str:
    if digit in "178":
        return "ㄹ"
    return "x" if digit in _digits_with_final else ""


def _final_of_word(word: str) -> str:
    """A word in Latin letters as Koreans say it: a letter by its name, a longer word by its sound."""
    letters = word.lower()
    if len(word) == 1 or word.isupper():
        ends = letters[-1] in _names_with_final
        return ("ㄹ" if letters[-1] in "lr" else "x") if ends else ""
    if not _words_with_final.search(letters):
        return ""
    return "ㄹ" if letters.endswith(("l", "le")) else "x"
