"""주민등록표 등본: a certified copy of the register (주민등록법 §29, 시행령 §47⑩, 시행규칙 §15①과 별지 제18호서식)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from madang.documents.letters.kinds import Kind
from madang.documents.letters.letter import Letter
from madang.documents.letters.parts import Addressee, Issuer, Row, Rows, checked, several
from madang.documents.letters.wording import written_day
from madang.documents.refusals import LetterRefused


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the copy: relation to the head, name, hanja or Latin name, register number, and the last change."""

    relation: str
    name: str
    number: str
    since: date
    reason: str
    other_name: str = ""

    def __post_init__(self) -> None:
        checked(self, relation=40, name=120, number=40, reason=80, other_name=-120)


@dataclass(frozen=True, slots=True)
class RegisterCopy:
    """What the register says of one household, on the day of issue. The first member is the head (세대주).

    formed: how and when the household was formed (세대구성 사유 및 일자). numbers_shown: register numbers in full;
    otherwise only what comes before the dash, as the applicant chose.
    """

    address: str
    formed_by: str
    formed: date
    members: tuple[Member, ...]
    numbers_shown: bool = False
    purpose: str = ""

    def __post_init__(self) -> None:
        checked(self, address=300, formed_by=80, purpose=-120)
        several(self, "members", Member, 60, 1)


def masked(number: str) -> str:
    """`900101-1234567` → `900101-*******`; a number without a dash keeps its first character."""
    head, dash, tail = number.partition("-")
    return f"{head}-{'*' * len(tail)}" if dash else number[:1] + "*" * (len(number) - 1)


def resident_register(copy: RegisterCopy, *, id: str, language: str, issuer: Issuer, number: str, issued: date,
                      issued_at: str, applicant: str, code: str, handled_by: tuple[Row, ...] = (),
                      synthetic: bool = True) -> Letter:  # fmt: skip
    """The certificate. issued_at: the time of day as it is printed (`14:05`); applicant: who asked for it.

    The QR code proves head, address and the names of the members; register numbers are in the table only.
    """
    if not issued_at:
        raise LetterRefused("발급 시각을 적어야 합니다", "the time of issue is missing")
    korean = language == "ko"
    names = ", ".join(member.name for member in copy.members)
    many = len(copy.members)
    facts = [
        Row("세대주" if korean else "Head of household", _names(copy.members[0])),
        Row("현주소" if korean else "Address", copy.address),
        Row("세대구성" if korean else "Formed", f"{copy.formed_by} ({written_day(copy.formed, language)})"),
        Row("세대원" if korean else "Members", f"{many}명: {names}" if korean else f"{many}: {names}"),
        Row("발급일시" if korean else "Issued at", f"{written_day(issued, language)} {issued_at}"),
    ]
    if copy.purpose:
        facts.append(Row("용도" if korean else "Purpose", copy.purpose))
    columns = ("번호", "세대주와의 관계", "성명", "주민등록번호", "변동일", "변동사유") if korean else (
        "No.", "Relation to head", "Name", "Registration number", "Since", "Reason")  # fmt: skip
    rows = tuple(
        (str(place), member.relation, _names(member), member.number if copy.numbers_shown else masked(member.number),
         written_day(member.since, language), member.reason)
        for place, member in enumerate(copy.members, 1)
    )  # fmt: skip
    statement = (
        "위 내용은 이 세대의 주민등록표에 적힌 것과 같음을 증명합니다. (「주민등록법」 제29조)" if korean else
        "This certifies that the above is the same as what the resident register holds on this household. "
        "(Resident Registration Act, art. 29)"
    )  # fmt: skip
    return Letter(id=id, kind=Kind.certificate_resident_register, language=language, issuer=issuer, number=number,
                  issued=issued, addressee=Addressee(applicant), code=code, facts=tuple(facts), opening=(statement,),
                  sections=(Rows("세대원" if korean else "Members of the household", columns, rows),),
                  handled_by=handled_by, synthetic=synthetic)  # fmt: skip


def _names(member: Member) -> str:
    return f"{member.name} ({member.other_name})" if member.other_name else member.name
