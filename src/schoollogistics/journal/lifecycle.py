"""A lifecycle is a table: state → entry type → next state. It is looked up, never coded."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

if TYPE_CHECKING:
    from schoollogistics.journal.entry import Entry
    from schoollogistics.journal.rules import Rule

Cell = str | tuple[str, ...]
Transitions = Mapping[str, "Mapping[type[Entry[Any]], Cell]"]


def _paths(of: str | tuple[str, ...]) -> tuple[str, ...]:
    return (of,) if isinstance(of, str) else of


@frozen(kw_only=True)
class Lifecycle:
    """The states a subject goes through and which entry leads where.

    *of* is the entry field that names the subject (``"repair"``; a field of the lines as ``"lines.lot"``; several ways
    to name it as a tuple, the first that an entry has). A cell is the next state, or a tuple of states out of which the
    entry's ``outcome`` picks; what does not change the state stands in the table as a loop. *begins* is the rule, if the
    plans state one, that nothing happens to a subject before the entry that begins it. *begets* names a field whose
    value is a new subject, in the state that the entry's own subject was in: a part that is split off, or the same thing
    under another number. An entry of the table that has this field names both in its ``subjects``.
    """

    name: str
    of: tuple[str, ...] = field(converter=_paths)
    start: str = "unseen"
    table: Transitions
    begins: "Rule | None" = None
    begets: str | None = None

    @property
    def states(self) -> tuple[str, ...]:
        """Every state a subject can be in, the start left out, in the order of the table."""
        return tuple(state for state in self.table if state != self.start)

    @property
    def kinds(self) -> "tuple[type[Entry[Any]], ...]":
        """Every entry type the table names, in order of first mention."""
        return tuple(dict.fromkeys(kind for row in self.table.values() for kind in row))

    def offers(self, state: str) -> "tuple[type[Entry[Any]], ...]":
        """Return the entry types that can follow in *state*."""
        return tuple(self.table.get(state, ()))

    def arrows(self) -> "tuple[tuple[str, type[Entry[Any]], str], ...]":
        """Return every transition as (from, entry type, to): what a diagram draws."""
        return tuple(
            (here, kind, there)
            for here, row in self.table.items()
            for kind, cell in row.items()
            for there in ((cell,) if isinstance(cell, str) else cell)
        )
