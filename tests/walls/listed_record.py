"""One record of a portal, imported as any: it is nobody's, and has a page of its own."""

from __future__ import annotations

import tempfile
from pathlib import Path

from madang.portal.rulebook import today
from madang.services.catalogue.listed.service import import_from, source_at

PORTAL, RECORD = "bokjiro_central", "WLF00009999"
PAGE = f"""<wantedList><totalCount>1</totalCount><pageNo>1</pageNo><servList><servId>{RECORD}</servId>
<servNm>난방비 지원</servNm><jurMnofNm>산업통상자원부</jurMnofNm><lifeArray>노년</lifeArray>
<servDgst>겨울철 난방비를 지원합니다.</servDgst><servDtlLink>https://www.bokjiro.go.kr/</servDtlLink></servList></wantedList>"""


def one_listed() -> None:
    """Imports it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "detail").mkdir()
        (folder / "list-1.xml").write_text(PAGE, encoding="utf-8")
        import_from(source_at(PORTAL, str(folder)), today())
