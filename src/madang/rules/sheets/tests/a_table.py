"""A table as people write it, and the same with ten mistakes; the files are made when they are needed."""

from __future__ import annotations

from madang.rules.sheets.writing import Grid, write_grid

ENDINGS = (".xlsx", ".ods", ".csv", ".cp949.csv")

HEAD: Grid = [
    ["서비스", "local_trial"],
    ["이름", "시범 수당", "Trial allowance"],
    ["요약", "나이와 장애에 따라 다달이 드립니다.", "Paid monthly, by age and disability."],
    ["담당기관", "시험시"],
    ["근거법", "시험시 시범 수당 조례"],
    ["단위", "applicant_alone"],
    ["지급주기", "매달"],
    ["지급일", 25],
    ["시작일", "2025-01-01"],
    ["신청방법", "주민센터에서 신청합니다.", "At the community centre."],
    ["생애사건", "ageing, disability"],
    [],
]
HEADINGS: Grid = [
    ["줄", "이름", "영문 이름", "근거 조문", "만 나이", "생년월일", "혼인 상태", "임신 중", "구분", "금액"]
]
ROWS: Grid = [
    ["old", "65세 이상", "Aged 65 or over", "조례 §3①", "65세 이상", None, None, None, "경우", 100_000],
    ["young", "청년", "Young", "조례 §3②", "19..34", None, "미혼, 이혼", None, "경우", "20만원"],
    ["born", "그 밖", "Others", "조례 §3③", "35 이상 65 미만", "< 1990-01-01", None, None, "경우", 0],
    ["adult", "성년", "Of age", "조례 §2", ">= 19", None, None, None, "필요", None],
    ["pregnant", "임신 중", "Pregnant", "조례 §4", None, None, None, "예", "제외", None],
]
GOOD: Grid = [*HEAD, *HEADINGS, *ROWS]

WRONG: Grid = [
    *HEAD,
    ["줄", "이름", "영문 이름", "근거 조문", "만 나이", "생년월일", "혼인 상태", "임신중임", "구분", "금액"],
    ["old", "65세 이상", "Aged", "조례 §3①", "65개월 이상", None, None, None, "경우", 100_000],
    ["young", "청년", None, "조례 §3②", "34..19", None, None, None, "경우", 200_000],
    ["old", "그 밖", "Others", "조례 §3③", None, "< 1990-02-30", None, None, "경우", 0],
    ["lone", "한부모", "Lone", None, None, None, "이혼함, 사별", None, "경우", 1_000],
    ["many", "많음", "Many", "조례 §3⑤", "많음", None, None, None, "경우", 2_000],
    ["first", "50세 이상", "Over 50", "조례 §3⑥", ">= 50", None, None, None, "경우", 3_000],
    ["second", "미혼", "Never married", "조례 §3⑦", None, None, "미혼", None, "경우", 4_000],
]
MISTAKES = {
    "H13": "unknown_fact",
    "E14": "wrong_unit",
    "C15": "missing_label",
    "E15": "empty_range",
    "A16": "duplicate_id",
    "F16": "bad_date",
    "D17": "missing_law",
    "G17": "unknown_choice",
    "E18": "wrong_type",
    "A20": "overlap",
}


def written(grid: Grid, ending: str) -> tuple[bytes, str]:
    """The file and its name; `.cp949.csv` is what Korean Excel saves as plain csv."""
    data = write_grid(grid, "." + ending.rsplit(".", 1)[1])
    if ending == ".cp949.csv":
        data = data.decode("utf-8-sig").encode("cp949")
    return data, f"table{ending}"
