"""Why a service cannot be compiled, or a programme not be made fast."""

from __future__ import annotations

from madang.rules.model import Label


class CannotCompile(Exception):
    """A form, function or figure that this engine has no exact way for. Carries the reason in both languages."""

    def __init__(self, ko: str, en: str) -> None:
        super().__init__(en)
        self.label = Label(ko, en)


class FastEngineMissing(RuntimeError):
    """numba is not installed, or cannot be loaded."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"전국 계산에는 numba가 필요합니다: make setup-nation / "
            f"working out a whole country needs numba: make setup-nation ({detail})"
        )


def refuse(ko: str, en: str) -> CannotCompile:
    """The refusal of something named."""
    return CannotCompile(f"{ko}은(는) 열 엔진으로 계산하지 못합니다", f"the column engine cannot work out {en}")
