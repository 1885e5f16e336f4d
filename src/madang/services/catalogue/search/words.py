"""What somebody wrote into a search box, as words that can be looked for; texts as they are looked through.

A text is looked through without its spaces, in lower case: 「청년 월세」, 「청년월세」 and 「청년월세를」 find the
same. Of a Korean word the particle may be left off, and 하다 with its endings (출산하면, 실직했는데); a long one may be
two words. Consonants alone are initials.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from madang.services.catalogue.search.endings import nouns_of, tails_off

MOST_LETTERS, MOST_WORDS = 100, 8
_apart = re.compile(r"[^0-9a-z가-힣ㄱ-ㅎ]+")
_initials = re.compile(r"[ㄱ-ㅎ]+")
_first = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"

_particles = (
    "으로부터 에게서 이라도 에서는 에서도 이라는 으로서 으로써 까지 부터 에게 한테 에서 으로 이나 라도 라는 처럼 보다 "
    "마다 밖에 조차 인데 은 는 이 가 을 를 의 에 로 와 과 도 만 나 랑 께"
)
PARTICLES = tuple(_particles.split())
"""조사, the longest first."""
_said_beside = (
    "받고 받는 받을 받기 받으려면 싶어요 싶다 싶은 싶습니다 있나요 있는 있을까요 주는 주나요 어떻게 어디서 무엇 뭐 "
    "알려줘 알려주세요 방법 신청 신청하기 신청방법 혜택 제도 관련 대한 위한 하는 할 때 수 것 좀 저 제 내 나는 우리 "
    "돈 돈을 얼마 얼마나 있어요 있는데 되나요 하나요 싶은데 싶어서 궁금해요 필요해요 도와주세요 저는 제가 내가 "
    "어떤 무슨 사람 "
    "a an the for of to i my me how can get do is are and or in on with "
    "am was have has had we our you your when what if"
)
SAID_BESIDE = frozenset(_said_beside.split())
"""Words that say nothing of what is sought, where others do."""


@dataclass(frozen=True, slots=True)
class Word:
    """One of the words. ways: what it may stand as in a text, one of which is enough; each way: all of its parts.

    initials: it is made of initial consonants. said: as it was written.
    """

    said: str
    ways: tuple[tuple[str, ...], ...]
    initials: bool = False


def squeezed(text: str) -> str:
    """A text as it is looked through: composed, lower case, letters and digits alone."""
    return _apart.sub("", unicodedata.normalize("NFC", text).lower())


def initials_of(text: str) -> str:
    """The initial consonants of its syllables; other letters stay."""
    return "".join(_initial(letter) for letter in squeezed(text))


def grams_of(text: str) -> set[str]:
    """The pairs of neighbouring letters of a squeezed text; a single letter stands for itself."""
    return {text[at : at + 2] for at in range(len(text) - 1)} or ({text} if text else set())


def said_words(query: str) -> list[str]:
    """The words of a query as they were written; those that say nothing are left out where others stay."""
    text = unicodedata.normalize("NFC", query[:MOST_LETTERS]).lower()
    every = list(dict.fromkeys(word for word in _apart.split(text) if word))[:MOST_WORDS]
    return [word for word in every if word not in SAID_BESIDE] or every


def bare(word: str) -> str:
    """A Korean word without its particle, where at least two syllables are left."""
    for particle in PARTICLES:
        if word.endswith(particle) and len(word) - len(particle) >= 2 and "가" <= word[0] <= "힣":
            return word[: -len(particle)]
    return word


def forms_of(word: str) -> tuple[str, ...]:
    """A word as it may stand in a text: itself, without its particle, the noun before 하다."""
    return tuple(dict.fromkeys((word, bare(word), *nouns_of(word))))


def stems_of(word: str) -> tuple[str, ...]:
    """Everything under which a word may be known, itself first: its forms, and what is before any ending. Too bold to
    be looked for in texts."""
    return tuple(dict.fromkeys((*forms_of(word), *tails_off(word))))


def word_of(said: str, means: tuple[str, ...] = ()) -> Word:
    """A written word with everything it may stand as: itself, without its endings, in two parts, what it means."""
    if _initials.fullmatch(said):
        return Word(said, ((said,),), initials=True)
    forms = forms_of(said)
    ways: list[tuple[str, ...]] = [(form,) for form in forms]
    ways += [(squeezed(meant),) for meant in means]
    ways += [parts for form in forms for parts in _in_two(form)]
    return Word(said, tuple(dict.fromkeys(ways)))


def _in_two(word: str) -> list[tuple[str, str]]:
    """A long Korean word as two that are written apart somewhere: 청년월세 as 청년 … 월세."""
    if len(word) < 4 or not "가" <= word[0] <= "힣":
        return []
    return [(word[:at], word[at:]) for at in range(2, len(word) - 1)]


def _initial(letter: str) -> str:
    return _first[(ord(letter) - ord("가")) // 588] if "가" <= letter <= "힣" else letter
