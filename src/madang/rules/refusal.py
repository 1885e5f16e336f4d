"""What is refused, for people: the one class that every room's refusals come from."""

from __future__ import annotations

from madang.rules.model import Label


class Refused(Exception):
    """Nothing was done. code is stable and for programs; :meth:`text` says why, and what to do, in "ko" or "en"."""

    code = "refused"

    def __init__(self, ko: str, en: str) -> None:
        self.label = Label(ko, en)
        super().__init__(f"{ko} / {en}")

    def text(self, language: str) -> str:
        """The reason in "ko" or "en"."""
        return self.label.ko if language == "ko" else self.label.en
