"""The parts of a school year that plans speak of: before opening, start, middle and end of a term, vacation."""

from collections.abc import Mapping
from typing import Final, Literal

from attrs import fields, frozen

from schoollogistics.errors import Text
from schoollogistics.values.periods import check_count

PhaseCode = Literal["before_opening", "start", "mid", "end", "in_term", "vacation"]

PHASES: Final[Mapping[PhaseCode, Text]] = {
    "before_opening": Text("before opening", "开学前"),
    "start": Text("start of term", "期初"),
    "mid": Text("mid-term", "期中"),
    "end": Text("end of term", "期末"),
    "in_term": Text("in term", "学期中"),
    "vacation": Text("vacation", "假期"),
}
LONGEST_PHASE: Final = 10


@frozen
class Phases:
    """How many teaching weeks each phase lasts, each 0 to 10.

    The plans name the phases (R01) but give no lengths: two weeks for each is our own assumption, for a school to
    change. ``mid`` lies around the middle of the term, the earlier side when the rest is odd. Where phases of a short
    term meet, the start goes before the end and the end before the middle.
    """

    before_opening: int = 2
    start: int = 2
    mid: int = 2
    end: int = 2

    def __attrs_post_init__(self) -> None:
        for attribute in fields(Phases):
            check_count(getattr(self, attribute.name), attribute.name, 0, LONGEST_PHASE)

    def of_week(self, week: int, weeks: int) -> PhaseCode:
        """Return the phase of teaching week number *week* in a term of *weeks* weeks."""
        mid_from = (weeks - self.mid) // 2
        if week <= self.start:
            return "start"
        if week > weeks - self.end:
            return "end"
        return "mid" if mid_from < week <= mid_from + self.mid else "in_term"


OUR_PHASES: Final = Phases()
