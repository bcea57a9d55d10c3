"""A repair desk written by hand for speed, with the duties of the library's book: what its ratios are measured against.

Ids, two dates, closing, lifecycle, facts of each repair, and the shape checks as plain isinstance lines.
"""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from schoollogistics.repairs import (
    RepairAccepted,
    RepairAssigned,
    RepairFinished,
    RepairReported,
    RepairTriaged,
)

AFTER = {
    RepairReported: {"unseen": "reported"},
    RepairTriaged: {"reported": "triaged", "triaged": "triaged"},
    RepairAssigned: {"triaged": "assigned"},
    RepairFinished: {"assigned": "awaiting_acceptance"},
    RepairAccepted: {"awaiting_acceptance": "closed"},
}


class HandwrittenDesk:
    """The fastest honest hand-written equivalent that we know how to write."""

    def __init__(self) -> None:
        self.entries: list[Any] = []
        self.ids: dict[str, int] = {}
        self.last: dict[str, tuple[date, date]] = {}
        self.spellings: dict[str, str] = {}
        self.closed: date | None = None
        self.known: set[str] = set()
        self.status: dict[str, str] = {}
        self.place: dict[str, str] = {}
        self.fault: dict[str, str] = {}
        self.reporters: dict[str, tuple[str, ...]] = {}
        self.reported_on: dict[str, date] = {}
        self.reported_at: dict[str, time] = {}
        self.severity: dict[str, str] = {}
        self.worker: dict[str, str] = {}
        self.external: dict[str, bool] = {}
        self.workers: dict[str, tuple[str, ...]] = {}
        self.work: dict[str, str] = {}
        self.disposition: dict[str, str] = {}
        self.finished_on: dict[str, date] = {}
        self.finishers: dict[str, tuple[str, ...]] = {}
        self.cost: dict[str, Decimal] = {}

    def post(self, entry: Any) -> int:
        """Check everything, append, apply."""
        key = entry.id
        if key is not None:
            number = self.ids.get(key)
            if number is not None:
                if self.entries[number] != entry:
                    raise ValueError("id spent on something else")
                return number
        self.check_shape(entry)
        number = len(self.entries)
        there, recorded = self.check(entry)
        self.entries.append(entry)
        self.apply(entry, there)
        self.last[entry.repair] = (entry.on, recorded)
        if key is not None:
            self.ids[key] = number
        return number

    def check_shape(self, e: Any) -> None:
        """Refuse wrong types, as plain isinstance lines."""
        if not isinstance(e.on, date) or isinstance(e.on, datetime) or not 1900 <= e.on.year <= 2199:
            raise TypeError("on")
        if e.at is not None and (not isinstance(e.at, time) or e.at.tzinfo is not None):
            raise TypeError("at")
        if e.recorded_on is not None and (not isinstance(e.recorded_on, date) or isinstance(e.recorded_on, datetime)):
            raise TypeError("recorded_on")
        self.check_id(e.by)
        if not isinstance(e.cosigned_by, tuple):
            raise TypeError("cosigned_by")
        for person in e.cosigned_by:
            self.check_id(person)
        if e.recorded_by is not None:
            self.check_id(e.recorded_by)
        if e.note is not None:
            self.check_text(e.note)
        if not isinstance(e.evidence, tuple) or not isinstance(e.despite, tuple):
            raise TypeError("evidence")
        if e.because is not None and not isinstance(e.because, tuple):
            raise TypeError("because")
        if e.id is not None:
            self.check_id(e.id)
        self.check_id(e.repair)
        kind = type(e)
        if kind is RepairReported:
            self.check_id(e.place)
            self.check_text(e.fault)
            if e.asset is not None:
                self.check_id(e.asset)
        elif kind is RepairTriaged:
            if e.severity not in ("minor", "major"):
                raise TypeError("severity")
            if e.trade is not None:
                self.check_id(e.trade)
        elif kind is RepairAssigned:
            self.check_id(e.worker)
            if not isinstance(e.external, bool):
                raise TypeError("external")
            if e.reason is not None:
                self.check_text(e.reason)
        elif kind is RepairFinished:
            self.check_text(e.work)
            if e.disposition not in ("repair", "substitute", "replace"):
                raise TypeError("disposition")
            for text in (e.not_repaired_because, e.not_substituted_because):
                if text is not None:
                    self.check_text(text)
            if e.cause is not None and e.cause not in ("wear", "misuse", "deliberate", "unknown"):
                raise TypeError("cause")
            if not isinstance(e.parts, tuple):
                raise TypeError("parts")
            if e.labour_minutes is not None and not isinstance(e.labour_minutes, int):
                raise TypeError("labour_minutes")
            for amount in (e.labour_cost, e.vendor_cost):
                if amount is not None and (not isinstance(amount, Decimal) or amount.as_tuple().exponent != -2):
                    raise TypeError("cost")
        elif kind is RepairAccepted and e.rating is not None and e.rating not in ("good", "fair", "poor"):
            raise TypeError("rating")

    def check_id(self, value: Any) -> None:
        """Refuse what is not an id."""
        if value in self.known:
            return
        if not isinstance(value, str) or not 0 < len(value) <= 64 or not value.isprintable() or value[0] in "=+@":
            raise TypeError("id")
        self.known.add(value)

    def check_text(self, value: Any) -> None:
        """Refuse what is not text."""
        if not isinstance(value, str) or not 0 < len(value) <= 4000 or not value.isprintable() or value.isspace():
            raise TypeError("text")

    def check(self, e: Any) -> tuple[str, date]:
        """Refuse what cannot follow."""
        on, repair = e.on, e.repair
        recorded = on if e.recorded_on is None else e.recorded_on
        if recorded < on:
            raise ValueError("recorded before it happened")
        if self.closed is not None and recorded <= self.closed:
            raise ValueError("closed")
        here = self.status.get(repair, "unseen")
        there = AFTER[type(e)].get(here)
        if there is None:
            raise ValueError("not possible now")
        last = self.last.get(repair)
        if last is None:
            folded = repair.casefold()
            if self.spellings.setdefault(folded, repair) != repair:
                raise ValueError("spelling")
        elif on < last[0] or recorded < last[1]:
            raise ValueError("dates run backwards")
        kind = type(e)
        if kind is RepairAssigned:
            if e.external and e.reason is None and self.severity[repair] == "minor":
                raise ValueError("contractor")
        elif kind is RepairFinished:
            if e.disposition != "repair" and e.not_repaired_because is None:
                raise ValueError("reason")
            if e.labour_cost is not None and e.labour_cost < 0:
                raise ValueError("cost")
        elif kind is RepairAccepted:
            hands = {*map(str.casefold, (*self.workers[repair], *self.finishers[repair]))}
            signers = {e.by.casefold(), *map(str.casefold, e.cosigned_by)}
            if not hands.isdisjoint(signers):
                raise ValueError("worker accepts")
            if signers.isdisjoint(map(str.casefold, self.reporters[repair])):
                raise ValueError("not the reporter")
        return there, recorded

    def apply(self, e: Any, there: str) -> None:
        """Write the facts."""
        repair, kind = e.repair, type(e)
        if kind is RepairReported:
            self.place[repair] = e.place
            self.fault[repair] = e.fault
            self.reporters[repair] = (e.by, *e.cosigned_by)
            self.reported_on[repair] = e.on
            if e.at is not None:
                self.reported_at[repair] = e.at
        elif kind is RepairTriaged:
            self.severity[repair] = e.severity
        elif kind is RepairAssigned:
            self.worker[repair] = e.worker
            self.external[repair] = e.external
            self.workers[repair] = tuple(dict.fromkeys((*self.workers.get(repair, ()), e.worker)))
        elif kind is RepairFinished:
            self.work[repair] = e.work
            self.disposition[repair] = e.disposition
            self.finished_on[repair] = e.on
            self.finishers[repair] = tuple(dict.fromkeys((*self.finishers.get(repair, ()), e.by, *e.cosigned_by)))
            cost = self.cost.get(repair, Decimal(0)) + sum((p.amount for p in e.parts), Decimal("0.00"))
            cost += (e.labour_cost or Decimal("0.00")) + (e.vendor_cost or Decimal("0.00"))
            if cost:
                self.cost[repair] = cost
        self.status[repair] = there

    def replay(self, entries: list[Any]) -> None:
        """Check and apply ready entries again."""
        for entry in entries:
            self.post(entry)

    def replay_trusted(self, entries: list[Any]) -> None:
        """Apply ready entries without checks."""
        self.entries = list(entries)
        for entry in self.entries:
            self.apply(entry, AFTER[type(entry)][self.status.get(entry.repair, "unseen")])
