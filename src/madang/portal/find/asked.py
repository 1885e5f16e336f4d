"""What somebody asked of the search page, read from its address; whatever cannot be is as if it were not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.http import urlencode

from madang.portal.journey.scope import OTHER, groups_in
from madang.portal.rulebook import provinces_on, rulebook, today
from madang.services.catalogue.listed.service import Sought, squeezed, words_in

MOST_LETTERS, MOST_PAGE = 100, 500
KINDS = ("computed", "likely")


@dataclass(frozen=True, slots=True)
class AskedFor:
    """The fields of the form. kind: computed, likely or "" for both; region: the code of a 시군구 (or 시도)."""

    text: str = ""
    about: str = ""
    agency: str = ""
    region: str = ""
    kind: str = ""
    page: int = 1

    @property
    def anything(self) -> bool:
        """Whether there is something to look for."""
        return bool(self.text or self.about or self.agency or self.region or self.kind)

    def sought(self) -> Sought:
        """The same for the catalogue."""
        province = next((sido.code for sido, inner in provinces_on(today())
                         if any(row.code == self.region for row in inner)), "")  # fmt: skip
        return Sought(
            tuple(words_in(self.text, rulebook())), (self.about,) if self.about and self.about != OTHER else (),
            squeezed(self.agency), self.region, province,
        )  # fmt: skip

    def at_page(self, number: int) -> str:
        """The address of another page of the same."""
        other = replace(self, page=number)
        fields = {"q": other.text, "about": other.about, "agency": other.agency, "region": other.region,
                  "kind": other.kind, "page": str(number) if number > 1 else ""}  # fmt: skip
        return "?" + urlencode({name: value for name, value in fields.items() if value})


def asked_for(form: QueryDict | Mapping[str, str]) -> AskedFor:
    """From an address."""
    about, page = groups_in([form.get("about", "")]), form.get("page", "")
    codes = {row.code for _sido, inner in provinces_on(today()) for row in inner}
    return AskedFor(
        form.get("q", "").strip()[:MOST_LETTERS], about[0] if about else "",
        form.get("agency", "").strip()[:MOST_LETTERS],
        form.get("region", "") if form.get("region", "") in codes else "",
        form.get("kind", "") if form.get("kind", "") in KINDS else "",
        min(int(page), MOST_PAGE) if page.isascii() and page.isdecimal() and 0 < len(page) < 5 and int(page) else 1,
    )  # fmt: skip
