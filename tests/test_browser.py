"""What is asked of every page notices what it is to notice."""

from __future__ import annotations

import pytest

from tests.browser import OpenPage, accessibility_faults

pytestmark = pytest.mark.browser
PALE = "color: #aaa"
PAGE = """<!doctype html><html lang="ko"><head><title>글</title><style>
.box {{ background: #fff; color: #111 }} .dark {{ background: #222; color: #eee }}
</style></head><body><main><h1>글</h1>{}</main></body></html>"""


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (f'<p style="{PALE}">옅은 글</p>', "p"),
        ('<div class="dark"><p>밝은 글 <b id="one" style="color: #444">어두운 글</b></p></div>', "#one"),
        ('<p class="box">짙은 글</p><p id="one" class="box" style="opacity: .3">짙은 글</p>', "#one"),
        ('<p>짙은 글</p><div style="opacity: .3"><p id="one">짙은 글</p></div>', "#one"),
        (
            '<p style="color: #595959">글줄</p><div style="background: #ccc"><p style="color: #595959">글줄</p></div>',
            "div",
        ),
        (f'<label>이름 <input id="one" style="{PALE}" value="이름"></label>', "#one"),
        (f'<p hidden style="{PALE}">숨은 글</p><p style="{PALE}">글</p><p id="one" style="{PALE}">옅은 글</p>', "#one"),
    ],
)
def test_letters_too_pale_are_found_among_many_alike(body: str, where: str, open_page: OpenPage) -> None:
    with open_page() as page:
        page.set_content(PAGE.format("<p>짙은 글</p>" * 40 + body))
        [found] = accessibility_faults(page)
        assert found.startswith("color-contrast: ")
        assert where in found
        assert page.locator("[data-contrast]").count() == 0


def test_a_page_without_faults_has_none(open_page: OpenPage) -> None:
    with open_page() as page:
        page.set_content(PAGE.format('<p>글</p><div class="dark"><p>밝은 글</p></div>'))
        assert accessibility_faults(page) == []


def test_other_faults_are_found_beside_it(open_page: OpenPage) -> None:
    with open_page() as page:
        page.set_content(PAGE.format("<p>글</p><button></button><input>"))
        assert {one.partition(":")[0] for one in accessibility_faults(page)} >= {"button-name", "label"}
