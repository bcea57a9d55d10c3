"""What is kept of suppliers."""

from datetime import date

from attrs import frozen

from schoollogistics.values.ids import Code
from schoollogistics.values.shapes import Note


@frozen(kw_only=True)
class Licence:
    """One licence (证照): what it is called, its number, and the days from and until which it holds."""

    licence: Note
    number: Code
    valid_from: date
    valid_until: date

    def holds_on(self, day: date) -> bool:
        """Tell whether it is valid on that *day*, its first and last day included."""
        return self.valid_from <= day <= self.valid_until
