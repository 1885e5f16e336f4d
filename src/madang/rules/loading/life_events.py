"""What happens in a life: the words that services name (`life_events:`) and the groups under which they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from madang.rules.loading.fields import Fields, nearest_hint
from madang.rules.loading.files import read_file
from madang.rules.loading.tree import Item
from madang.rules.model import Label, Place
from madang.rules.problems import Problems

FILE = "life_events.yaml"


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One of them. ko, en: what people write when they mean it."""

    id: str
    group: str
    label: Label
    ko: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LifeEventGroup:
    """What pages show together. topics: words by which portals sort their records here."""

    id: str
    label: Label
    help: Label | None
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LifeEvents:
    """A pack's, in the order of the file. Empty for a pack that has none: its services then name them freely."""

    groups: Mapping[str, LifeEventGroup] = field(default_factory=dict)
    events: Mapping[str, LifeEvent] = field(default_factory=dict)

    def groups_of(self, events: Iterable[str]) -> tuple[str, ...]:
        """The groups of some events, in the order in which the events are named, each once."""
        return tuple(dict.fromkeys(self.events[event].group for event in events if event in self.events))


LifeEventT = TypeVar("LifeEventT", LifeEvent, LifeEventGroup)


def read_life_events(folder: Path, problems: Problems) -> LifeEvents:
    """Of a pack's folder; what is wrong becomes problems."""
    if not (folder / FILE).exists():
        return LifeEvents()
    item = read_file(folder, folder / FILE, problems)
    if item is None:
        return LifeEvents()
    fields = Fields(item, problems)
    groups = _by_id((_group(one) for one in fields.each("groups", required=True)), problems)
    events = _by_id((_event(one, groups) for one in fields.each("life_events", required=True)), problems)
    fields.close()
    return LifeEvents(groups, events)


def check_named(named: Iterable[tuple[str, Place]], known: LifeEvents, problems: Problems) -> None:
    """Each life event that a service names is on the list; a pack without a list is not held to one."""
    for name, place in named:
        if known.events and name not in known.events:
            problems.add(
                "unknown_life_event",
                place,
                f"생애사건 '{name[:80]}'은(는) {FILE}에 없습니다.",
                f"there is no life event '{name[:80]}' in {FILE}",
                nearest_hint(name, known.events),
            )


def named_in(item: Item) -> list[tuple[str, Place]]:
    """The life events of a service's tree, each with its line."""
    found = item.value.get("life_events") if isinstance(item.value, dict) else None
    return [(one.text, one.place) for one in found.value] if found is not None and isinstance(found.value, list) else []


def _group(fields: Fields) -> tuple[LifeEventGroup, Place]:
    topics = tuple(topic.text for topic in fields.items("topics"))
    return LifeEventGroup(fields.identifier("id"), fields.label(), fields.optional_label("help"), topics), fields.place


def _event(fields: Fields, groups: Mapping[str, LifeEventGroup]) -> tuple[LifeEvent, Place]:
    ko: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    item = fields.take("synonyms")
    if item is not None:
        words = Fields(item, fields.problems)
        ko, en = (tuple(one.text for one in words.items(language)) for language in ("ko", "en"))
        words.close()
    name, group = fields.identifier("id"), fields.one_of("group", groups)
    return LifeEvent(name, group, fields.label(), ko, en), fields.place


def _by_id(read: Iterable[tuple[LifeEventT, Place]], problems: Problems) -> dict[str, LifeEventT]:
    found: dict[str, LifeEventT] = {}
    for one, place in read:
        if one.id in found:
            problems.add("duplicate_name", place, f"'{one.id}'이(가) 두 번 있습니다.", f"'{one.id}' is there twice")
        found[one.id] = one
    return found
