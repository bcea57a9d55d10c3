"""Whose hands fixed a finding, and that others look at it afterwards."""

from collections.abc import Iterable
from typing import Any

from schoollogistics.errors import Text
from schoollogistics.inspections.rules import P96
from schoollogistics.inspections.state import InspectionState
from schoollogistics.journal import Entry
from schoollogistics.values.texts import id_key


def among(people: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Return those of *people* who are also among the *others*, however they are spelled in capitals."""
    known = {*map(id_key, others)}
    return tuple(each for each in people if id_key(each) in known)


def refuse_own_recheck(
    entry: Entry[Any],
    state: InspectionState,
    fixers: Iterable[str],
    recheckers: Iterable[str],
    fields: tuple[str, ...],
) -> None:
    """Refuse an *entry* in which somebody re-checks what the same person fixed, unless excused (P96)."""
    own = among(recheckers, fixers)
    if own:
        state.refuse(
            P96,
            entry,
            stands=Text(f"{', '.join(own)} fixed it", f"{'、'.join(own)} 是整改人"),
            takes=Text("a re-check by others", "由他人复查"),
            fields=fields,
        )
