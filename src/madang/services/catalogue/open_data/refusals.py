"""What a source answers instead of its data, and pages that cannot be read."""

from __future__ import annotations

from madang.rules.service import Label, Refused


class FromSource(Refused):
    """Something a source sent instead of its data."""

    def told_of(self, where: str) -> None:
        """The sentences begin with where it was found: a file's name."""
        self.label = Label(f"{where}: {self.label.ko}", f"{where}: {self.label.en}")
        self.args = (f"{self.label.ko} / {self.label.en}",)


class BadPage(FromSource):
    """The source answered with something that is no page of it: cut off, another format, far too large."""

    code = "bad_page"


class SourceRefused(FromSource):
    """The source answered with an error, also where HTTP said 200. reason: its own code.

    later: asking again after a while may help; otherwise somebody has to do what the sentence says.
    """

    code = "source_refused"

    def __init__(self, reason: str, ko: str, en: str, *, later: bool) -> None:
        super().__init__(ko, en)
        self.reason, self.later = reason, later


KEY = (
    "인증키를 확인하세요: data.go.kr에서 받은 키를 MADANG_OPEN_DATA_KEY에 넣고, 활용신청이 승인되었는지 보세요.",
    "check the key: put the one from data.go.kr into MADANG_OPEN_DATA_KEY and see that its use is approved",
)
LATER = ("잠시 뒤 같은 명령을 다시 내리세요. 멈춘 곳에서 이어집니다.", "give the same command again later; it goes on")
ASKED = ("주소와 조건을 확인하세요.", "check the address and the parameters")
REASONS: dict[str, tuple[str, str, tuple[str, str], bool]] = {
    "01": ("제공기관 서비스 오류", "error of the service", LATER, True),
    "04": ("HTTP 오류", "HTTP error", LATER, True),
    "05": ("제공기관 응답 없음", "the service did not answer in time", LATER, True),
    "10": ("잘못된 요청 인자", "invalid request parameter", ASKED, False),
    "12": ("없거나 폐기된 서비스", "no such service, or one that is given up", ASKED, False),
    "20": ("접근 거부", "access denied", KEY, False),
    "22": (
        "하루 호출 횟수 초과",
        "more calls than a day allows",
        ("내일 같은 명령을 다시 내리세요. 멈춘 곳에서 이어집니다.", "give the same command again tomorrow; it goes on"),
        True,
    ),
    "30": ("등록되지 않은 인증키", "the key is not registered", KEY, False),
}
"""Reason codes of the gateway of data.go.kr: what each means, what to do, and whether waiting may help."""


def refused(reason: str, said: str) -> SourceRefused:
    """The refusal with a reason code of the gateway; one that is not in its table is told as it came."""
    code = reason.strip().zfill(2)
    said = " ".join(said.split())[:200]
    if code not in REASONS:
        return SourceRefused(
            code,
            f"제공기관이 거절했습니다 (코드 {code}: {said}). {LATER[0]}",
            f"the source refused (code {code}: {said}); {LATER[1]}",
            later=True,
        )
    ko, en, (do_ko, do_en), later = REASONS[code]
    return SourceRefused(
        code,
        f"제공기관이 거절했습니다: {ko} (코드 {code}). {do_ko}",
        f"the source refused: {en} (code {code}); {do_en}",
        later=later,
    )  # fmt: skip


def key_refused(said: str) -> SourceRefused:
    """A key that the gateway does not take (HTTP 401, or code -401 in the body)."""
    said = " ".join(said.split())[:200]
    return SourceRefused(
        "401", f"인증키가 거절되었습니다 ({said}). {KEY[0]}", f"the key was refused ({said}); {KEY[1]}", later=False
    )
