"""Whether the rounds kept the checklists of their routines: every item looked at, and every reading judged by its limits."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from schoollogistics.errors import Text
from schoollogistics.inspections.entries.checks import ROUNDS, CheckLine, Round, is_outside, limits_of
from schoollogistics.journal import Breach, CheckItem, Ref, Routine
from schoollogistics.journal.questions import ticks
from schoollogistics.journal.turns import Ticks, turns
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.texts import id_key

if TYPE_CHECKING:
    from schoollogistics.inspections.book.schedule import InspectionSchedule


def checklists_cut_short(book: "InspectionSchedule", span: DateSpan) -> Iterator[Breach]:
    """Find rounds that did not keep the checklist of their routine, on the day of the round.

    One that met an occurrence leaves out no item. None that is done while the routine is in force says that a reading
    outside of the limits of the checklist is in order, whatever limits stand on its own lines.
    """
    done = ticks(book)
    for routine in book.setting.routines:
        for ref, entry in done.get(routine.fulfilled_by, ()) if routine.checklist else ():
            if isinstance(entry, ROUNDS) and entry.on in span and routine.is_ticked_by(entry):
                said = [*_left_out(book, routine, entry, ref, done), *_misjudged(routine, entry)]
                if said:
                    which = str(ref) if entry.at is None else f"{entry.at:%H:%M}"
                    found = Text(
                        f"{routine.en} ({which}), {'; '.join(each.en for each in said)}",
                        f"{routine.zh}（{which}），{'；'.join(each.zh for each in said)}",
                    )
                    yield Breach(rule=routine.duty, on=entry.on, found=found, ref=ref)


def _left_out(book: "InspectionSchedule", routine: Routine, entry: Round, ref: Ref, done: Ticks) -> Iterator[Text]:
    left = [item.text for item in routine.checklist if not any(_looks_at(line, item) for line in entry.lines)]
    if left and _met(book, routine, entry, ref, done):
        yield Text(f"left out: {', '.join(each.en for each in left)}", f"漏查：{'、'.join(each.zh for each in left)}")


def _looks_at(line: CheckLine, item: CheckItem) -> bool:
    """Tell whether a line is about *item*; where the item has limits, one in order has a reading."""
    limited = item.least is not None or item.most is not None
    return _is_about(line, item) and not (limited and line.result == "ok" and line.reading is None)


def _is_about(line: CheckLine, item: CheckItem) -> bool:
    return id_key(line.item) in {id_key(item.zh), id_key(item.en)}


def _met(book: "InspectionSchedule", routine: Routine, entry: Round, ref: Ref, done: Ticks) -> bool:
    """Tell whether the round *ref* met an occurrence of *routine*, and was not one more than it takes."""
    calendar = book.setting.calendar
    if calendar is not None and routine.audience is not None:
        calendar = calendar.for_audience(routine.audience)
    lasts = routine.cycle.schedule(calendar, entry.on).lasts
    place = bisect_left(lasts, entry.on)
    near = lasts[max(place - 1, 0) : place + 1]
    if not near:
        return False
    versions = [each for each in book.setting.routines if id_key(each.code) == id_key(routine.code)]
    met = turns(book.setting, versions, done, DateSpan(near[0], near[-1]))
    return any(ref == each for turn in met if turn.routine is routine for each, _ in turn.met)


def _misjudged(routine: Routine, entry: Round) -> Iterator[Text]:
    """Yield the readings that stand as in order and lie outside of the limits of the checklist."""
    for line in entry.lines if routine.is_in_force(entry.on) else ():
        for item in routine.checklist:
            if line.result == "ok" and _is_about(line, item) and is_outside(line.reading, item.least, item.most):
                limits = limits_of(item.least, item.most)
                yield Text(
                    f"{item.en} reads {line.reading}, limits {limits}, and stands as in order",
                    f"{item.zh}读数 {line.reading}，限值 {limits}，却记为正常",
                )
