"""Which names may stand where: the facts of persons and homes, and the derived values that may be given."""

from __future__ import annotations

from madang.rules.family.values import Kind, derived_kind, kind_of
from madang.rules.loading.service import Fields, Pack, nearest_hint
from madang.rules.model import Label, Place
from madang.rules.problems import Problems

_always = {
    "person.birth_date": Kind("date", "static"),
    "person.sex": Kind("choice", "static", ("male", "female")),
    "person.nationality": Kind("text"),
}
_age = Kind("number", "instant", (), 0, 130)


_made: dict[int, tuple[Pack, Names]] = {}
_most_made = 8


def names_of(pack: Pack) -> Names:
    """The names of a pack, made once: whoever puts many families together reads them with the same names."""
    held = _made.get(id(pack))
    if held is None or held[0] is not pack:
        if len(_made) >= _most_made:
            _made.clear()
        held = _made[id(pack)] = pack, Names(pack)
    return held[1]


class Names:
    """The names a family file may use, from a pack's vocabulary (docs/rule-language.md, "Always there")."""

    def __init__(self, pack: Pack) -> None:
        self.person: dict[str, Kind] = dict(_always)
        self.residence: dict[str, Kind] = {"residence.region": Kind("region")}
        self.given: dict[str, Kind] = {}
        for name, fact in pack.facts.items():
            (self.person if fact.entity == "person" else self.residence)[name] = kind_of(fact)
        for name, same in pack.derived.items():
            kind = derived_kind({entry.type for entry in same}, same[0].entity)
            self.given[name] = kind
            if same[0].entity == "person":
                self.person[name] = kind
        self.person["person.age"] = _age
        for service in pack.services.values():
            for entry in service.derived:
                self.given[f"{service.id}.{entry.name}"] = derived_kind({entry.type}, None)

    def fact(self, entity: str, key: str, place: Place, problems: Problems) -> tuple[str, Kind] | None:
        """The full name and kind of a fact of a person or residence; None after a problem."""
        own = self.person if entity == "person" else self.residence
        for name in (key, f"{entity}.{key}"):
            if name in own:
                return name, own[name]
        other = self.residence if entity == "person" else self.person
        if key in other:
            at_home = entity == "person"
            ko, en = ("집(residences)", "a home") if at_home else ("사람(persons)", "a person")
            problems.add("wrong_entity", place, f"'{key}'은(는) {ko}의 사실입니다.", f"'{key}' is a fact of {en}")
        elif key in self.given:
            problems.add(
                "wrong_entity",
                place,
                f"'{key}'은(는) 산출값입니다. given에 적어 주세요.",
                f"'{key}' is a derived value; put it under given",
            )
        else:
            problems.add(
                "unknown_fact",
                place,
                f"모르는 사실 '{key[:80]}'입니다.",
                f"unknown fact '{key[:80]}'",
                nearest_hint(key, [*own, *other]) if len(problems.found) < 20 else None,
            )
        return None

    def derived(self, fields: Fields, key: str) -> Kind | None:
        """The kind of a derived value that is given; None after a problem."""
        if key in self.given:
            return self.given[key]
        hint = nearest_hint(key, self.given) if len(fields.problems.found) < 20 else None
        if key in self.person or key in self.residence:
            hint = Label("사실은 facts에 적습니다", "facts go under facts")
        fields.problems.add(
            "unknown_derived",
            fields.key_place(key),
            f"모르는 산출값 '{key[:80]}'입니다.",
            f"unknown derived value '{key[:80]}'",
            hint,
        )
        return None
