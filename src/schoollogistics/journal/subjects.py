"""The subjects of one lifecycle in a book: the repairs, the loans, the assets, each with its facts and its history."""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import frozen

from schoollogistics.errors import Text, Unknown
from schoollogistics.journal.chronicle import Chronicle
from schoollogistics.journal.entry import Entry
from schoollogistics.journal.lifecycle import Lifecycle
from schoollogistics.values.labels import Labels
from schoollogistics.values.tables import Cell, Table, TableColumn
from schoollogistics.values.texts import check_id, near, tidy_id

if TYPE_CHECKING:
    from collections.abc import Callable


@frozen
class SubjectView:
    """One subject as it stands: its ``key``, its ``status`` and every fact of its columns as an attribute."""

    key: str
    status: str
    facts: dict[str, Any]
    labels: Labels

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "facts":
            raise AttributeError(name)
        try:
            return self.facts[name]
        except KeyError:
            known = ", ".join(self.facts)
            raise AttributeError(f"{self.key} has no fact {name!r}; it has status, {known}") from None

    def __dir__(self) -> list[str]:
        return ["key", "labels", "status", *self.facts]

    def __repr__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items() if value is not None)
        return f"<{self.key} {self.status}: {facts}>"

    def to_table(self) -> Table:
        """Return its facts as a table of two columns."""
        rows = [(Text("Status", "状态"), self.labels.state(self.status))]
        rows += [
            (self.labels.field(name), cell_of(self.labels, name, value))
            for name, value in self.facts.items()
            if value is not None
        ]
        return Table(
            title=Text(self.key, self.key),
            columns=(TableColumn("fact", "项目", "Fact"), TableColumn("value", "内容", "Value")),
            rows=rows,
        )

    def _repr_html_(self) -> str:
        return self.to_table()._repr_html_()


def cell_of(labels: Labels, name: str, value: object) -> Any:
    """Return what a table shows for a *value* of column *name*: coded values by their labels."""
    if isinstance(value, str) and name in labels.choices:
        return labels.choice(name, value)
    if isinstance(value, str | int | Decimal | date | time | None):
        return value
    if isinstance(value, tuple):
        return tuple(str(part) for part in value)
    return str(value)


@frozen(eq=False)
class Subjects:
    """What a book knows of the subjects of one lifecycle: look one up, list them, ask what can follow."""

    chronicle: "Callable[[], Chronicle]"
    life: Lifecycle
    labels: Labels

    def _status(self) -> dict[str, str]:
        return self.chronicle().state.status[self.life.name]

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._status()))

    def __len__(self) -> int:
        return len(self._status())

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.named(key) in self._status()

    def named(self, key: str) -> str:
        """Return *key* as the book has it: a paper's full-width brackets and stray spaces are written as in ids."""
        return key if key in self._status() else tidy_id(key)

    def __getitem__(self, key: str) -> SubjectView:
        status = self._status()
        key = self.named(key) if isinstance(key, str) else key
        if not isinstance(key, str) or key not in status:
            hints = near(key, reversed(status)) if isinstance(key, str) else ()
            raise Unknown(
                "unknown",
                tried=Text(f"look up {self.life.name} {key!s:.64}", f"查找 {key!s:.64}"),
                stands=Text("it is not in the book", "账簿中没有"),
                takes=Text(f"near it: {', '.join(hints)}", f"相近：{'、'.join(hints)}")
                if hints
                else Text(f"one of {len(status)} in the book", f"账簿中共有 {len(status)} 项"),
            )
        state = self.chronicle().state
        facts = {name: getattr(state, name).get(key) for name, of in state.columns().items() if of == self.life.name}
        return SubjectView(key, status[key], facts, self.labels)

    def history(self, key: str) -> tuple[Entry[Any], ...]:
        """Return every entry of one subject, reversed ones and their reversals included, in order of posting."""
        return tuple(entry for _, entry in self.posted(key))

    def posted(self, key: str) -> tuple[tuple[int, Entry[Any]], ...]:
        """Return the history of one subject with the number of each entry."""
        chronicle = self.chronicle()
        numbers = chronicle.numbers
        return tuple(
            (place if numbers is None else numbers[place], chronicle.entries[place])
            for place in chronicle.trace((self.life.name, self.named(key)))
        )

    def next_entries(self, key: str) -> tuple[type[Entry[Any]], ...]:
        """Return the entry types the lifecycle takes for *key* now; for a key nobody used, those that begin.

        ``InvalidValue`` for what cannot be a key.
        """
        return self.life.offers(self._status().get(check_id(key, "key"), self.life.start))

    def table(self, **equal: object) -> Table:
        """Return one row per subject, those whose facts (or ``status``) *equal* the given values."""
        state = self.chronicle().state
        columns = [name for name, of in state.columns().items() if of == self.life.name]
        unknown = [name for name in equal if name != "status" and name not in columns]
        if unknown:
            raise Unknown(
                "unknown",
                tried=Text(f"table({unknown[0]}=…)", f"table({unknown[0]}=…)"),
                stands=Text(f"{self.life.name} has no such fact", "没有这一项"),
                takes=Text(f"one of status, {', '.join(columns)}", f"可用：status、{'、'.join(columns)}"),
            )
        wanted = equal.get("status")
        if wanted is not None and wanted not in self.life.states:
            raise Unknown(
                "unknown",
                tried=Text(f"table(status={wanted!r:.64})", f"table(status={wanted!r:.64})"),
                stands=Text(f"{self.life.name} has no such state", "没有这个状态"),
                takes=Text(f"one of {', '.join(self.life.states)}", f"可用：{'、'.join(self.life.states)}"),
            )
        rows = []
        for key, status in state.status[self.life.name].items():
            facts = {name: getattr(state, name).get(key) for name in columns}
            if all((status if name == "status" else facts[name]) == value for name, value in equal.items()):
                cells: list[Cell] = [cell_of(self.labels, name, facts[name]) for name in columns]
                rows.append((key, self.labels.state(status), *cells))
        heads = [TableColumn(name, label.zh, label.en) for name in columns for label in (self.labels.field(name),)]
        own = self.labels.field(self.life.of[0])
        return Table(
            title=own,
            columns=(TableColumn("key", own.zh, own.en), TableColumn("status", "状态", "Status"), *heads),
            rows=rows,
        )
