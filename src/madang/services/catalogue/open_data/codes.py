"""The fields of 정부24's supportConditions (odcloud gov24/v3), and what each asks in the words of the rule language.

A field is "Y" or null. In a group all "Y", or the group's «does not apply», means anyone; all null says nothing, so
anyone as well. A null beside a "Y" leaves that circumstance out.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One flag: its code, the FEEL it stands for, and its words. `among`: a value of the choice that `feel` names."""

    code: str
    feel: str
    ko: str
    en: str
    among: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Flags of which one must hold. anyone: the flag that says the group does not matter."""

    id: str
    fields: tuple[Field, ...]
    anyone: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code of the group."""
        return (*(field.code for field in self.fields), *((self.anyone,) if self.anyone else ()))


SCHOOL, STAGE, SECTOR = "education.enrolment", "business.stage", "business.sector"
KIND, INDUSTRY = "organisation.kind", "organisation.industry"

SEX = Group(
    "sex",
    (
        Field("JA0101", 'person.sex = "male"', "남성", "men"),
        Field("JA0102", 'person.sex = "female"', "여성", "women"),
    ),
)
PERSON = Group(
    "person",
    (
        Field("JA0301", "circumstance.prospective_parent", "예비부모·난임", "prospective parents"),
        Field("JA0302", "person.pregnant", "임산부", "pregnant women"),
        Field("JA0303", "circumstance.recent_birth", "출산·입양", "recent birth or adoption"),
        Field("JA0313", "circumstance.farmer", "농업인", "farmers"),
        Field("JA0314", "circumstance.fisher", "어업인", "fishers"),
        Field("JA0315", "circumstance.livestock_farmer", "축산업인", "livestock farmers"),
        Field("JA0316", "circumstance.forester", "임업인", "foresters"),
        Field("JA0317", SCHOOL, "초등학생", "elementary pupils", "elementary"),
        Field("JA0318", SCHOOL, "중학생", "middle school pupils", "middle"),
        Field("JA0319", SCHOOL, "고등학생", "high school pupils", "high"),
        Field("JA0320", SCHOOL, "대학생", "university students", "university"),
        Field("JA0326", "circumstance.employee", "근로자", "employees"),
        Field("JA0327", "circumstance.jobseeker", "구직자·실업자", "jobseekers"),
        Field("JA0328", 'disability.degree != "none"', "장애인", "disabled persons"),
        Field("JA0329", "circumstance.veteran", "국가보훈대상자", "persons of veteran status"),
        Field("JA0330", "circumstance.illness", "질병·질환자", "ill persons"),
    ),
    "JA0322",
)
HOUSEHOLD = Group(
    "household",
    (
        Field("JA0401", "circumstance.multicultural_family", "다문화가족", "multicultural families"),
        Field("JA0402", "circumstance.north_korean_defector", "북한이탈주민", "North Korean defectors"),
        Field("JA0403", "circumstance.single_parent", "한부모·조손 가정", "single-parent families"),
        Field("JA0404", "household.size = 1", "1인 가구", "persons living alone"),
        Field("JA0411", "circumstance.many_children", "다자녀 가구", "families of several children"),
        Field("JA0412", "circumstance.no_home", "무주택 세대", "households without a home of their own"),
        Field("JA0413", "circumstance.newcomer", "신규 전입 가구", "newly moved in"),
        Field("JA0414", "circumstance.extended_family", "확대가족", "extended families"),
    ),
    "JA0410",
)
BUSINESS = Group(
    "business",
    (
        Field("JA1101", STAGE, "예비 창업자", "about to start a business", "prospective"),
        Field("JA1102", STAGE, "영업 중인 소상공인", "running a business", "running"),
        Field("JA1103", STAGE, "폐업 예정자", "closing a business", "closing"),
    ),
)
TRADE = Group(
    "sector",
    (
        Field("JA1201", SECTOR, "음식점업", "restaurants", "food"),
        Field("JA1202", SECTOR, "제조업", "manufacturing", "manufacturing"),
        Field("JA1299", SECTOR, "그 밖의 업종", "other lines of business", "other"),
    ),
)
ORGANISATION = Group(
    "organisation",
    (
        Field("JA2101", KIND, "중소기업", "small and medium enterprises", "enterprise"),
        Field("JA2102", KIND, "사회복지시설", "social welfare facilities", "facility"),
        Field("JA2103", KIND, "기관·단체", "institutions and associations", "institution"),
    ),
)
INDUSTRIES = Group(
    "industry",
    (
        Field("JA2201", INDUSTRY, "제조업", "manufacturing", "manufacturing"),
        Field("JA2202", INDUSTRY, "농림어업", "farming, forestry and fishing", "primary"),
        Field("JA2203", INDUSTRY, "정보통신업", "information and communication", "information"),
        Field("JA2299", INDUSTRY, "그 밖의 산업", "other industries", "other"),
    ),
)
GROUPS = (SEX, PERSON, HOUSEHOLD, BUSINESS, TRADE, ORGANISATION, INDUSTRIES)

INCOME = (
    ("JA0201", None, 50),
    ("JA0202", 50, 75),
    ("JA0203", 75, 100),
    ("JA0204", 100, 200),
    ("JA0205", 200, None),
)
"""Bands of the household's income in percent of 기준 중위소득: above the one, up to and with the other."""

AGE_FROM, AGE_TO, NO_AGE_LIMIT = "JA0110", "JA0111", 120
"""Ages from and to, both inclusive; a from that is missing is 0, a to of 120 is no limit."""
