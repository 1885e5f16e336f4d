"""신청기한: what is wholly understood becomes days, everything else stays text, and nothing breaks the reader."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madang.services.catalogue.open_data.service import Deadline, deadline

D = dt.date


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "months"),
    [
        (None, "none", None, None, ()),
        ("  \r\n", "none", None, None, ()),
        ("상시", "always", None, None, ()),
        ("○ 상시신청", "always", None, None, ()),
        ("연중 수시 접수", "always", None, None, ()),
        ("2026.03.09~", "window", D(2026, 3, 9), None, ()),
        ("2026. 3. 9.(월) ~ 4. 10.(금)", "window", D(2026, 3, 9), D(2026, 4, 10), ()),
        ("2026-03-09~2026-05-29", "window", D(2026, 3, 9), D(2026, 5, 29), ()),
        ("2026년 3월 9일부터 2026년 4월 10일까지", "text", None, None, ()),
        ("2026년 3월 9일부터", "window", D(2026, 3, 9), None, ()),
        ("~2026.12.31", "window", None, D(2026, 12, 31), ()),
        ("2026.12.31까지", "window", None, D(2026, 12, 31), ()),
        ("매년 2월", "yearly", None, None, (2,)),
        ("매년 3~5월", "yearly", None, None, (3, 4, 5)),
        ("매년 11월 ~ 2월", "yearly", None, None, (11, 12, 1, 2)),
        ("매년 3월, 9월", "yearly", None, None, (3, 9)),
        ("예산 소진 시까지", "budget", None, None, ()),
        ("2026.02.30~", "text", None, None, ()),
        ("2026.04.10~2026.03.09", "text", None, None, ()),
        ("3. 9. ~ 4. 10.", "text", None, None, ()),
        ("2026.03.09", "text", None, None, ()),
        ("매년 13월", "text", None, None, ()),
        ("매년 2", "text", None, None, ()),
        ("접수기관별 상이", "text", None, None, ()),
        ("상시 (단, 12월 제외)", "text", None, None, ()),
        ("출생일로부터 60일 이내", "text", None, None, ()),
        ("0000.01.01~", "text", None, None, ()),
    ],
)
def test_what_agencies_write(
    text: str | None, kind: str, start: D | None, end: D | None, months: tuple[int, ...]
) -> None:
    found = deadline(text)
    assert (found.kind, found.start, found.end, found.months) == (kind, start, end, months)
    assert found.text == (text or "").strip()


@settings(deadline=None)
@given(
    st.dates(D(1, 1, 1)),
    st.dates(D(1, 1, 1)),
    st.sampled_from("~∼～-–"),
    st.sampled_from(["{:%Y.%m.%d}", "{:%Y-%m-%d}"]),
)
def test_a_window_is_read_as_it_was_written(start: D, end: D, between: str, form: str) -> None:
    said = f"{start.year:04d}.{start.month}.{start.day}. {between} {end.year:04d}-{end.month:02d}-{end.day:02d}"
    found = deadline(said)
    if start <= end:
        assert (found.kind, found.start, found.end) == ("window", start, end)
    else:
        assert found == Deadline("text", said)


@settings(deadline=None)
@given(st.text() | st.text("0123456789.~-월일년매까지부터상시 \r\n", max_size=500))
def test_any_text_is_read_and_kept(text: str) -> None:
    found = deadline(text)
    assert found == deadline(found.text) or found.kind == deadline(found.text).kind
    assert (found.kind == "none") <= (found.start is None and not found.months)
    assert found.start is None or found.end is None or found.start <= found.end
    assert (found.kind == "yearly") == bool(found.months)
    assert set(found.months) <= set(range(1, 13))
