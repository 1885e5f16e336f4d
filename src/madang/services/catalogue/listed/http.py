"""A source over HTTP: asked again where waiting may help, refused with what to do where it does not."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field

from madang.services.catalogue.listed.folder import detail_or_reason
from madang.services.catalogue.listed.refusals import SourceMissing
from madang.services.catalogue.listed.sources import Portal, Rows
from madang.services.catalogue.open_data.service import (
    BadPage,
    Reason,
    SourceRefused,
    bokjiro,
    gateway_error,
    gov24,
    key_refused,
    refused,
)

LARGEST = 64_000_000
SECONDS = 60.0
NAMES: dict[str, dict[str, str]] = {
    "gov24": {},
    "bokjiro_central": {"list": "NationalWelfarelistV001", "detail": "NationalWelfaredetailedV001"},
    "bokjiro_local": {"list": "LcgvWelfarelist", "detail": "LcgvWelfaredetailed"},
}
"""What the parts are called in addresses, where they are not called the same."""
SCHEMES = ("http", "https")


class _Stay(urllib.request.HTTPRedirectHandler):
    """Nobody is followed elsewhere: the key would go along."""

    def redirect_request(self, *_: object) -> None:
        """The answer then stands as the error it is."""


_opener = urllib.request.build_opener(_Stay)


@dataclass(frozen=True)
class Served:
    """address: what stands before the part (…/gov24/v3, …/B554287/NationalWelfareInformationsV001).

    key: of data.go.kr; it goes into a header at odcloud, into the query where 복지로 wants it, and into no message.
    rows: of a page. waits: seconds before asking again, as many times as there are numbers.
    """

    portal: Portal
    address: str
    key: str = field(default="", repr=False)
    rows: int = 1_000
    waits: tuple[float, ...] = (0.5, 2.0, 8.0)

    def __post_init__(self) -> None:
        """SourceMissing: the address is none of HTTP."""
        parts = urllib.parse.urlsplit(self.address)
        if parts.scheme not in SCHEMES or not parts.hostname or parts.query:
            raise SourceMissing(
                "주소는 http:// 또는 https://로 시작하고 '?'가 없어야 합니다.",
                "the address begins with http:// or https:// and has no '?'",
            )

    def page(self, part: str, number: int) -> Rows:
        """A page; the source must say that it is the one that was asked for."""
        if self.portal.name == "gov24":
            asked = {"page": number, "perPage": self.rows, "returnType": "JSON"}
        else:
            asked = {"callTp": "L", "pageNo": number, "numOfRows": self.rows, "srchKeyCode": "003"}
        reader = gov24.read_page if self.portal.name == "gov24" else bokjiro.read_list_page
        for wait in (*self.waits, None):
            try:
                page = reader(self._get(part, asked))
            except (SourceRefused, BadPage) as why:
                if wait is None or (isinstance(why, SourceRefused) and not why.later) or _spent(why):
                    raise
                time.sleep(wait)
            else:
                break
        if page.number != number:
            raise BadPage(
                f"{part}의 {number}쪽을 물었는데 {page.number}쪽이 왔습니다. 주소를 확인하세요.",
                f"page {number} of {part} was asked for and page {page.number} came; check the address",
            )
        return Rows(page.rows, page.total)

    def details(self, part: str, keys: Sequence[str]) -> Rows:
        """One call for each service."""
        rows, missing = [], []
        for key in keys:
            found = detail_or_reason(key, self._get(part, {"callTp": "D", "servId": key}))
            if isinstance(found, Reason):
                missing.append((key, found))
            else:
                rows.append(found)
        return Rows(rows, None, missing)

    def _get(self, part: str, asked: dict[str, object]) -> bytes:
        """The answer's body, whatever it says."""
        query = dict(asked)
        headers = {"Accept": "application/json" if self.portal.name == "gov24" else "application/xml"}
        if self.key and self.portal.name == "gov24":
            headers["Authorization"] = f"Infuser {self.key}"
        elif self.key:
            query["serviceKey"] = self.key
        name = NAMES[self.portal.name].get(part, part)
        url = f"{self.address.rstrip('/')}/{name}?{urllib.parse.urlencode(query)}"
        said = ""
        for wait in (*self.waits, None):
            try:
                request = urllib.request.Request(url, headers=headers)  # noqa: S310 -- SCHEMES
                with _opener.open(request, timeout=SECONDS) as answer:
                    return bytes(answer.read(LARGEST + 1))
            except urllib.error.HTTPError as error:
                said = f"HTTP {error.code}"
                if error.code < 500:
                    raise _told(error) from None
            except (OSError, http.client.HTTPException) as error:
                said = type(getattr(error, "reason", error)).__name__
            if wait is not None:
                time.sleep(wait)
        raise SourceMissing(
            f"{self.address}: 응답하지 않습니다 ({said}). 잠시 뒤 같은 명령을 다시 내리면 이어집니다.",
            f"{self.address}: no answer ({said}); give the same command again in a while, and it goes on",
        )


def _spent(why: SourceRefused | BadPage) -> bool:
    """A day's calls are not given back by waiting seconds."""
    return isinstance(why, SourceRefused) and why.reason == "22"


def _told(error: urllib.error.HTTPError) -> Exception:
    body = error.read(10_000)
    if (found := gateway_error(body)) is not None:
        return found
    if error.code in (401, 403):
        return key_refused(f"HTTP {error.code}")
    if error.code == 429:
        return refused("22", "HTTP 429")
    return SourceMissing(
        f"그 주소에 없습니다 (HTTP {error.code}). 주소를 확인하세요.",
        f"there is nothing at that address (HTTP {error.code}); check it",
    )
