"""What holds of every entry class and every table: frozen, final, written down and read back the same, all within reach."""

import copy
from collections.abc import Mapping
from typing import Any

import attrs

from schoollogistics.journal import Setting
from schoollogistics.journal.lifecycle import Lifecycle
from schoollogistics.testing.claims import claim
from schoollogistics.testing.reading import AnyBook, AnyEntry
from schoollogistics.wire import Wire


def is_a_sound_kind(kind: type[AnyEntry]) -> None:
    """An entry class is final, frozen, slotted, keyword-only, hashable by value, tagged, and says what happened."""
    own = vars(kind)
    claim(own.get("__final__"), f"{kind.__name__} is not @final")
    claim(own.get("kind") and kind.kind.count(".") == 1, f"{kind.__name__} has no tag of its own like 'book.happened'")
    claim(
        ("__slots__" in own and not hasattr(kind, "__dict__")) or "__dict__" not in dir(kind),
        f"{kind.__name__} has a __dict__",
    )
    claim(
        kind.__hash__ is not object.__hash__ and kind.__hash__ is not None, f"{kind.__name__} is not hashable by value"
    )
    claim(all(each.kw_only for each in attrs.fields(kind)), f"{kind.__name__} takes arguments by position")
    claim((kind.__doc__ or "").strip(), f"{kind.__name__} does not say what happened")


def is_a_sound_entry(entry: AnyEntry) -> None:
    """An entry cannot be changed, is equal to its copies and hashes alike."""
    for each in attrs.fields(type(entry)):
        try:
            setattr(entry, each.name, None)
        except attrs.exceptions.FrozenInstanceError:
            continue
        raise AssertionError(f"{type(entry).__name__}.{each.name} can be changed")
    for twin in (copy.copy(entry), copy.deepcopy(entry), attrs.evolve(entry)):
        claim(twin == entry and hash(twin) == hash(entry), "a copy differs from", entry)
    claim(type(entry)(**_fields(entry)) == entry, "its fields do not make it:", entry)


def _fields(entry: AnyEntry) -> Mapping[str, Any]:
    return {each.name: getattr(entry, each.name) for each in attrs.fields(type(entry))}


def goes_over_the_wire(wire: Wire, entry: AnyEntry) -> None:
    """An entry written as plain data, and as JSON, is read back equal, and written again the same."""
    data = wire.entry_to_data(entry)
    claim(wire.entry_from_data(data) == entry, "read back different from plain data:", entry)
    line = wire.entry_to_json(entry)
    claim(wire.entry_from_json(line) == entry, "read back different from JSON:", entry)
    claim(wire.entry_to_json(wire.entry_from_json(line)) == line, "written differently the second time:", line)


def book_goes_over_the_wire(wire: Wire, book: AnyBook, setting: Setting) -> None:
    """A dumped book is loaded with the same entries and fingerprint, and dumps the same."""
    text = wire.dump(book)
    again = wire.load(type(book), text, setting=setting, anchor=book.fingerprint())
    claim(tuple(again.entries) == tuple(book.entries), "loaded with other entries")
    claim(again.fingerprint() == book.fingerprint(), "loaded with another fingerprint")
    claim(wire.dump(again) == text, "dumped differently the second time")


def unreachable(life: Lifecycle) -> tuple[str, ...]:
    """Return the states of a lifecycle that no way through its table leads to."""
    reached, frontier = {life.start}, [life.start]
    while frontier:
        here = frontier.pop()
        for before, _, there in life.arrows():
            if before == here and there not in reached:
                reached.add(there)
                frontier.append(there)
    return tuple(state for state in life.states if state not in reached)
