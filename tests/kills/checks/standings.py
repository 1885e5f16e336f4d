"""Where residents stand is what follows from the facts as they are now: nothing was taken and not worked out."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from madang.entitlements.models import Resident
from madang.entitlements.service import enrol
from madang.rules.service import load_rulebook
from madang.trust.service import entered, system


def standings() -> Iterator[str]:
    """Works everybody out anew by the reference engine; a difference is a change that was lost."""
    with entered(system("kills")):
        people = list(Resident.objects.values_list("pk", flat=True))
    moved = enrol(load_rulebook(), people, timezone.localdate())
    if moved.differences:
        told = ", ".join(f"{one.resident} {one.service} {one.kind}" for one in moved.told[:5])
        yield f"lost: {moved.differences} standings are not what the facts give: {told}"
