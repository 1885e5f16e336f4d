"""What verification says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from madang.rules.service import Label


class Fault(StrEnum):
    """What can be wrong with a sealed letter; the value is stable."""

    too_large = "too_large"
    not_a_pdf = "not_a_pdf"
    encrypted = "encrypted"
    not_sealed = "not_sealed"
    several_seals = "several_seals"
    added_to = "added_to"
    seal_unreadable = "seal_unreadable"
    other_authority = "other_authority"
    not_a_seal = "not_a_seal"
    altered = "altered"
    not_yet_valid = "not_yet_valid"
    expired = "expired"
    revoked = "revoked"
    list_unusable = "list_unusable"


TEXTS = {
    Fault.too_large: Label("파일이 너무 커서 확인하지 않았습니다.", "The file is too large and was not checked."),
    Fault.not_a_pdf: Label("PDF 파일이 아닙니다.", "This is not a PDF file."),
    Fault.encrypted: Label("암호가 걸린 파일입니다. 기관이 보낸 원래 파일로 확인해 주세요.",
                           "The file is encrypted. Please check the file as the agency sent it."),
    Fault.not_sealed: Label("기관의 전자 관인이 없습니다.", "There is no seal of an agency on it."),
    Fault.several_seals: Label("전자 관인이 둘 이상입니다.", "There is more than one seal on it."),
    Fault.added_to: Label("봉인한 뒤에 내용이 덧붙여졌습니다.", "Something was added after it was sealed."),
    Fault.seal_unreadable: Label("전자 관인이 손상되었습니다.", "The seal is damaged."),
    Fault.other_authority: Label("믿을 수 있는 기관의 전자 관인이 아닙니다.",
                                 "The seal is not one of an authority that is trusted here."),
    Fault.not_a_seal: Label("전자 관인으로 쓸 수 없는 인증서로 서명되었습니다.",
                            "It is signed with a certificate that is not for seals."),
    Fault.altered: Label("봉인한 뒤에 내용이 바뀌었습니다.", "It was changed after it was sealed."),
    Fault.not_yet_valid: Label("전자 관인의 유효기간이 아직 시작되지 않았습니다.", "The seal is not valid yet."),
    Fault.expired: Label("전자 관인의 유효기간이 지났습니다.", "The seal has expired."),
    Fault.revoked: Label("취소된 전자 관인입니다.", "The seal has been revoked."),
    Fault.list_unusable: Label("취소된 관인의 목록을 믿을 수 없거나 목록이 오래되었습니다.",
                               "The list of revoked seals cannot be trusted or is out of date."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the letter is genuine and unchanged; whose seal, and when the agency says it sealed it (aware).

    `organisation` (its id), `whose`, `head` and `when` are empty or None unless the seal is of a trusted authority and
    fits the file.
    """

    valid: bool
    what_is_wrong: tuple[Fault, ...] = ()
    organisation: str = ""
    whose: str = ""
    head: str = ""
    when: datetime | None = None

    def text(self, language: str) -> str:
        """The verdict in sentences, "ko" or "en"."""
        korean = language == "ko"
        if self.valid:
            when = f"{self.when:%Y-%m-%d %H:%M %Z}" if self.when else ""
            ko = f"진본입니다. {self.whose}({self.head})의 전자 관인으로 봉인된 뒤 바뀌지 않았습니다. 봉인 시각: {when}"
            en = f"Genuine. Sealed by {self.whose} ({self.head}) and unchanged since. Sealed at: {when}"
            return ko if korean else en
        faults = [TEXTS[fault] for fault in self.what_is_wrong]
        first = "진본으로 확인되지 않았습니다." if korean else "Not confirmed as genuine."
        return " ".join([first, *(fault.ko if korean else fault.en for fault in faults)])
