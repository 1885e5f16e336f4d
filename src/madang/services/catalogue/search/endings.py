"""어미: what people end their sentences in, taken off a word so that what it is about stays."""

from __future__ import annotations

_present = (
    "면 면서 고 는 는데 는데요 려면 려고 려는데 게 게되면 기 니 니까 지 지만 다 다가 나요 거나 더라도 던 네요 "
    "시면 시는데 신 신다면"
)
_past = "어요 었어요 는데 는데요 습니다 다 다면 다가 더니 거든요 고 으면 던 나요 지만 음 네요 을 을때 어 어서 네"
_linking = "서 요 야 야해요 야하는데 도"
_whole = "합니다 됩니다 당합니다 한다면 된다면 한데 할때 될때 할건데 할거예요 할까요"
_other = (
    "아요 아서 으려면 으려고 으니 은데 예요 이에요 입니다 이라서 라서 이라면 이면 이고 인데요 "
    "하 한 할 해 함 된 될 됨 당한"
)
ENDINGS = frozenset(
    {root + tail for root in ("하", "되", "당하") for tail in _present.split()}
    | {root + tail for root in ("했", "됐", "되었", "하였", "당했", "하셨", "되셨", "당하셨") for tail in _past.split()}
    | {root + tail for root in ("해", "돼", "되어", "당해") for tail in _linking.split()}
    | set(_whole.split())
)
"""하다, 되다 and 당하다 after a noun."""
TAILS = frozenset(" ".join((_present, _past, _linking, _other)).split())
"""What a verb or a noun may end in; several may fit, and not all of them are one."""


def nouns_of(word: str) -> list[str]:
    """The noun before 하다, the longest first (아동수당 and 아동수 of 아동수당하면), where two syllables are left."""
    return _without(word, ENDINGS)


def tails_off(word: str) -> list[str]:
    """The word without whatever it may end in (돌아가셨 of 돌아가셨어요), where two syllables are left."""
    return _without(word, TAILS)


def _without(word: str, endings: frozenset[str]) -> list[str]:
    longest = max(map(len, endings))
    return [word[:-n] for n in range(1, min(longest, len(word) - 2) + 1) if word[-n:] in endings]
