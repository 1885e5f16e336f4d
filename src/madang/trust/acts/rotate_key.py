"""Rotate a key of signatures or seals: new things are made with another one, old ones stay readable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from madang.rules.service import Label
from madang.trust.acts.act import Act, Doing
from madang.trust.keys.ring import Use, rotate
from madang.trust.policy.asking import Resource
from madang.trust.principals import Ground


@dataclass(frozen=True)
class RotateKey(Act[None, list[str]]):
    """Gives [former id, new id]. ValueError for a use whose keys do not rotate."""

    use: Use
    scope: str
    tenant: str = ""

    name: ClassVar[str] = "keys.rotate"
    purpose: ClassVar[Label] = Label("암호키 교체", "Rotating a key")
    grade: ClassVar[str] = "C"

    def find(self) -> None:
        """Nothing but the key itself, which the rotation locks."""

    def resource(self, about: None) -> Resource:
        """The house."""
        return Resource("House", "keys", {"tenant": self.tenant})

    def ground(self, about: None) -> Ground:
        """개인정보의 안전성 확보조치 기준 §7⑥: procedures for keys, their rotation among them."""
        return Ground("개인정보의 안전성 확보조치 기준 §7", "duty")

    def execute(self, doing: Doing, about: None) -> list[str]:
        """Rotates it and notes both names."""
        former, new = rotate(self.use, self.scope)
        doing.note(former=former, new=new)
        return [former, new]
