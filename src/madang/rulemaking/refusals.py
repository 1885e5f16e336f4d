"""What rulemaking refuses, in both languages."""

from __future__ import annotations

from madang.rules.service import Refused


class RulemakingRefused(Refused):
    """Nothing was changed."""


class NoSuchDraft(RulemakingRefused):
    """A draft, revision or release that is not there, or not for whoever asks."""

    code = "no_such_draft"


class ChangedMeanwhile(RulemakingRefused):
    """Somebody else has saved a revision since the one that was looked at."""

    code = "changed_meanwhile"


class NotNow(RulemakingRefused):
    """The draft is in a state in which this cannot be done."""

    code = "not_now"


class NotSound(RulemakingRefused):
    """The draft has faults, or worked cases give another answer, or it was not examined as it is now."""

    code = "not_sound"


class RulebookMoved(RulemakingRefused):
    """Another release is in force since the draft was examined; it has to be examined again."""

    code = "rulebook_moved"


class BadWords(RulemakingRefused):
    """A title or reason that is missing or too long."""

    code = "bad_words"


class BadArchive(RulemakingRefused):
    """An uploaded archive that cannot be read as a draft."""

    code = "bad_archive"


class TooMany(RulemakingRefused):
    """More than can be waited for at once."""

    code = "too_many"
