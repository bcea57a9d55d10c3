"""Admission: the shape of an entry is checked once, when it is posted, by a checker compiled for its kind.

Every field is checked for its exact type and its own rules. What makes it cheap: optional fields that still hold their
default are passed over by identity, and ids that this book has met before are not looked at again.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from operator import attrgetter, is_
from typing import TYPE_CHECKING, Any, Final

from schoollogistics.errors import InvalidValue, Text, invalid
from schoollogistics.values.labels import Labels
from schoollogistics.values.periods import FIRST_DAY, LAST_DAY, check_day
from schoollogistics.values.shapes import Field, check_clock
from schoollogistics.values.texts import check_id, id_key

if TYPE_CHECKING:
    from schoollogistics.journal.plan import AnyEntry

Admit = Callable[["AnyEntry", set[str]], None]
OFTEN_GIVEN: Final = ("at", "id")
KNOWN_MOST: Final = 100_000


def _getter(names: tuple[str, ...]) -> Callable[[Any], Iterable[Any]]:
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda entry: (get(entry),)


def _check_spare(entry: "AnyEntry", spare: Iterable[Field]) -> None:
    for part in spare:
        value = getattr(entry, part.name)
        if value is not part.default:
            part.shape.check(value, part.name)
    if entry.cosigned_by:
        _check_signers(entry)


def _check_signers(entry: "AnyEntry") -> None:
    people = (entry.by, *entry.cosigned_by)
    if len({id_key(person) for person in people}) < len(people):
        raise invalid(
            "duplicate",
            "cosigned_by",
            ", ".join(entry.cosigned_by),
            Text(f"names somebody twice, or {entry.by} again", f"有人重复签字，或与经办人 {entry.by} 重复"),
            Text("everybody who signed once", "每人只列一次"),
        )


def _meet(known: set[str], ids: Iterable[str]) -> None:
    """Note *ids* as met; what was met is forgotten where refused ids alone would fill the memory."""
    if len(known) > KNOWN_MOST:
        known.clear()
    known.update(ids)


def _choices(parts: Mapping[str, Field], path: str) -> tuple[str, tuple[str, ...]]:
    """Return the last name of a *path* such as ``lines[2].result``, and the codes that may stand there."""
    name = ""
    codes: tuple[str, ...] = ()
    for step in path.split("."):
        name, _, _ = step.partition("[")
        shape = parts[name].shape
        inner = shape if shape.item is None else shape.item
        parts, codes = inner.parts or {}, inner.choices
    return name, codes


def _name_choices(error: InvalidValue, parts: Mapping[str, Field], labels: Labels) -> None:
    """Let *error* list the codes it would take with what they are called."""
    name, codes = _choices(parts, error.fields[0])
    names = [(code, labels.choice(name, code)) for code in codes]
    en = ", ".join(code if said.en == code else f"{code} ({said.en})" for code, said in names)
    zh = "、".join(code if said.zh == code else f"{code}（{said.zh}）" for code, said in names)
    error.takes = Text(f"one of {en}", f"可选：{zh}") if names else error.takes


def compile_admission(parts: Mapping[str, Field], labels: Labels) -> Admit:
    """Return the checker of entries with these fields: it raises ``InvalidValue``, and notes ids in the set given.

    *labels* name the codes of a choice that it refuses.
    """
    own = [part for name, part in parts.items() if name not in {"on", *OFTEN_GIVEN}]
    required = [part for part in own if part.required]
    ids = tuple(part.name for part in required if part.shape.kind == "id")
    others = tuple((attrgetter(p.name), p.name, p.shape.check) for p in required if p.shape.kind != "id")
    spare = [part for part in own if not part.required]
    get_ids, get_spare = _getter(ids), _getter(tuple(part.name for part in spare))
    defaults = tuple(part.default for part in spare)

    def admit(entry: "AnyEntry", known: set[str]) -> None:
        try:
            on, at, key = entry.on, entry.at, entry.id
            if on.__class__ is not date or not FIRST_DAY <= on <= LAST_DAY:
                check_day(on, "on")
            if at is not None:
                check_clock(at, "at")
            if key is not None:
                check_id(key, "id")
            for value in get_ids(entry):
                if value.__class__ is not str or value not in known:
                    _meet(known, map(check_id, get_ids(entry), ids))
                    break
            for get, name, check in others:
                check(get(entry), name)
            if not all(map(is_, get_spare(entry), defaults)):
                _check_spare(entry, spare)
        except InvalidValue as error:
            if error.code == "choice":
                _name_choices(error, parts, labels)
            raise

    return admit
