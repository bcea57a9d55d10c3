"""Which entries belong to a subject: its history, found without reading the whole book."""

from bisect import bisect_left
from collections.abc import Sequence

from attrs import define, field

from schoollogistics.journal.bookkeeping import EntryReversed
from schoollogistics.journal.entry import Subject
from schoollogistics.journal.plan import AnyEntry, Declaration


@define
class Traces:
    """The places of the entries of each subject among the first *count*, gathered when first somebody asks."""

    places: dict[Subject, list[int]] = field(factory=dict)
    count: int = 0

    def of(
        self, subject: Subject, declared: Declaration, entries: Sequence[AnyEntry], numbers: tuple[int, ...] | None
    ) -> Sequence[int]:
        """Return the place of every entry of *subject*, reversed ones and their reversals included, in order.

        *numbers* are the original numbers of the entries, where these are an excerpt.
        """
        for place in range(self.count, len(entries)):
            entry = entries[place]
            if isinstance(entry, EntryReversed):
                target = entry.of.number
                entry = entries[target if numbers is None else bisect_left(numbers, target)]
            for each in declared.plans[type(entry)].subjects(entry):
                self.places.setdefault(each, []).append(place)
        self.count = len(entries)
        return self.places.get(subject, ())
