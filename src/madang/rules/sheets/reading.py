"""A workbook's bytes as sheets, whichever format it is."""

from __future__ import annotations

from madang.rules.loading.service import Problems
from madang.rules.sheets.bounds import most_bytes
from madang.rules.sheets.cells import Sheet
from madang.rules.sheets.delimited import read_delimited
from madang.rules.sheets.package import fault

most_problems = 500
endings = (".xlsx", ".ods", ".csv")


def read_workbook(data: bytes, file: str, problems: Problems) -> list[Sheet]:
    """The sheets of an xlsx, ods or csv file, by the ending of its name; mistakes of single cells go to problems.

    ProblemsFound: what concerns the file as a whole (not one of the three, too large, damaged, macros, links).
    """
    if len(data) > most_bytes:
        raise fault(
            "too_large",
            file,
            f"파일이 {most_bytes:,}바이트를 넘습니다. 표만 새 파일로 저장해 주세요.",
            f"the file is larger than {most_bytes:,} bytes; save the table alone as a new file",
        )
    ending = file.lower()
    if ending.endswith(".csv"):
        return read_delimited(data, file, problems)
    if ending.endswith(".xlsx"):
        from madang.rules.sheets.xlsx import read_xlsx

        return read_xlsx(data, file, problems)
    if ending.endswith(".ods"):
        from madang.rules.sheets.ods import read_ods

        return read_ods(data, file, problems)
    macro = ending.endswith((".xlsm", ".xltm", ".xlsb", ".xlam"))
    raise fault(
        "macro" if macro else "unknown_format",
        file,
        f"{'매크로 파일은 받지 않습니다. ' if macro else ''}xlsx, ods, csv 가운데 하나로 저장해 주세요.",
        f"{'files for macros are not taken; ' if macro else ''}save it as xlsx, ods or csv",
    )
