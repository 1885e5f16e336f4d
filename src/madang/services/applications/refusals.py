"""What applications refuse, in both languages; each text says what to do next."""

from __future__ import annotations

from madang.rules.service import Refused


class ApplicationRefused(Refused):
    """Nothing was changed."""


class NoSuchDraft(ApplicationRefused):
    """No draft of that id is there for whoever asks."""

    code = "no_such_draft"


class NotOffered(ApplicationRefused):
    """No such service today, or none one can apply for here."""

    code = "not_offered"


class StillMissing(ApplicationRefused):
    """Answers that only the applicant can give. names: theirs."""

    code = "still_missing"

    def __init__(self, ko: str, en: str, names: tuple[str, ...]) -> None:
        super().__init__(ko, en)
        self.names = names


class BadAnswer(ApplicationRefused):
    """An answer that cannot be."""

    code = "bad_answer"


class AlreadyApplied(ApplicationRefused):
    """The same is being decided already. number: of that case."""

    code = "already_applied"

    def __init__(self, number: str) -> None:
        super().__init__(
            f"이미 신청하여 처리 중입니다({number}). '내 신청'에서 볼 수 있습니다.",
            f"This has been applied for and is in progress ({number}). See it under 'My applications'.",
        )
        self.number = number


class NobodyResponsible(ApplicationRefused):
    """It is not known where the applicant lives, so no authority can be found."""

    code = "nobody_responsible"
