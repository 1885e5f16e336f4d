"""Why a figure cannot be changed as asked."""

from __future__ import annotations

from madang.rules.model import Label


class ReformRefused(Exception):
    """Nothing was changed; :meth:`text` says why in "ko" or "en"."""

    def __init__(self, ko: str, en: str) -> None:
        super().__init__(f"{ko} / {en}")
        self.label = Label(ko, en)

    def text(self, language: str) -> str:
        """The reason in one language."""
        return self.label.ko if language == "ko" else self.label.en
