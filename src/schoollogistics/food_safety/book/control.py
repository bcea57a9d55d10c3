"""The questions about the three levels of control, problems and grades."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from schoollogistics.errors import Text
from schoollogistics.food_safety.book.records import records_lacking, records_to_make
from schoollogistics.food_safety.entries.control import CanteenGraded, DailyControlHeld, KitchenLocked
from schoollogistics.food_safety.entries.problems import ProblemRectified
from schoollogistics.food_safety.rules import LABELS
from schoollogistics.food_safety.rules.control import GRADE_AIM, GRADES, P50_ITEMS, P62_ITEMS, P97, R47_GRADE
from schoollogistics.food_safety.rules.kitchen import P51_ITEMS, P52_SEPARATIONS
from schoollogistics.food_safety.rules.people import P56_HABITS, P60_ITEMS
from schoollogistics.food_safety.state import FoodSafetyState
from schoollogistics.journal import Breach, Due, Entry, Parameter, Ref, numbered
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.texts import id_key

if TYPE_CHECKING:
    from schoollogistics.food_safety.book.log import FoodSafetyLog

KEPT_LISTS: Final = (P51_ITEMS, P52_SEPARATIONS, P56_HABITS, P60_ITEMS)
"""Lists of a rule of their own: what is found wanting at one of their items is a breach of that rule."""
OPEN: Final = ("found", "rectified")
"""The states of a problem that is not resolved yet."""
LISTS: Final[Mapping[type[Entry[Any]], tuple[Parameter[Any], ...]]] = {
    DailyControlHeld: (P50_ITEMS, *KEPT_LISTS),
    KitchenLocked: (P62_ITEMS,),
}
"""By sheet, the lists whose items it has to look at."""


def lists_cut_short(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Breach]:
    """Find sheets that left out items of the lists in force (P50, P51, P52, P56, P60, P62)."""
    for number, entry in numbered(book):
        if isinstance(entry, DailyControlHeld | KitchenLocked) and entry.on in span:
            seen = {id_key(point) for point in (*entry.points, *(each.point for each in entry.problems))}
            for items in LISTS[type(entry)]:
                left = [item for item in book.setting.value(items, entry.on) or () if id_key(item) not in seen]
                if left:
                    yield Breach(
                        rule=items.rule,
                        on=entry.on,
                        found=Text(f"left out: {', '.join(left)}", f"漏查：{'、'.join(left)}"),
                        ref=Ref(book.name, number),
                        note=entry.note,
                    )


def items_found_wanting(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Breach]:
    """Find problems at an item of a rule's own list: raw and cooked, separations, habits, conduct (P51, P52, P56, P60)."""
    columns = book.columns
    for problem, day in columns.found_on.items():
        for items in KEPT_LISTS if day in span else ():
            listed = {id_key(item) for item in book.setting.value(items, day) or ()}
            point, found = columns.point[problem], columns.found[problem]
            if id_key(point) in listed:
                yield Breach(
                    rule=items.rule,
                    on=day,
                    found=Text(f"{point}: {found}", f"{point}：{found}"),
                    subject=("problem", problem),
                )


def _lapsed(book: "FoodSafetyLog", span: DateSpan) -> Iterator[tuple[str, date, date | None]]:
    """Yield the problems with a deadline in the span that were not rectified by it, and when they were."""
    columns = book.columns
    for problem, deadline in columns.rectify_by.items():
        rectified = columns.rectified_on.get(problem)
        if deadline in span and (rectified is None or rectified > deadline):
            yield problem, deadline, rectified


def problems_late(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Breach]:
    """Find the problems that were not rectified by their deadline in the span (P97)."""
    columns = book.columns
    for problem, deadline, rectified in _lapsed(book, span):
        late = (
            Text("not rectified", "至今未整改")
            if rectified is None
            else Text(f"done {rectified}", f"{rectified} 才整改")
        )
        found = columns.found[problem]
        yield Breach(
            rule=P97,
            on=deadline,
            found=Text(f"{problem}, {found}: {late.en}", f"{problem} {found}：{late.zh}"),
            subject=("problem", problem),
        )


def problems_without_deadline(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Breach]:
    """Find the problems found in the span that were not rectified that day and never got a deadline (P97)."""
    columns = book.columns
    for problem, day in columns.found_on.items():
        if day in span and problem not in columns.rectify_by and columns.rectified_on.get(problem) != day:
            found = columns.found[problem]
            yield Breach(
                rule=P97,
                on=day,
                found=Text(f"{problem}, {found}: no deadline", f"{problem} {found}：未定整改期限"),
                subject=("problem", problem),
            )


def problems_to_rectify(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Due]:
    """List the problems to rectify with their deadline in the span (P97)."""
    for problem, deadline, rectified in _lapsed(book, span):
        if rectified is None:
            yield Due(
                what=Text("rectify the food-safety problem", "整改食品安全问题"),
                last=deadline,
                subject=("problem", problem),
                who=book.columns.owner.get(problem),
                post=(ProblemRectified,),
                rule=P97,
            )


def grades_missed(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Breach]:
    """Find gradings below the grade that the school aims at (R47)."""
    for number, entry in numbered(book):
        if isinstance(entry, CanteenGraded) and entry.grade is not None and entry.on in span:
            aim = book.setting.value(GRADE_AIM, entry.on)
            if aim is not None and GRADES.index(entry.grade) > GRADES.index(aim):
                got, wanted = LABELS.choice("grade", entry.grade), LABELS.choice("grade", aim)
                yield Breach(
                    rule=R47_GRADE,
                    on=entry.on,
                    found=Text(
                        f"{entry.body}: grade {got.en}, aimed at {wanted.en}",
                        f"{entry.body}评为{got.zh}，目标{wanted.zh}",
                    ),
                    ref=Ref(book.name, number),
                    note=entry.note,
                )


def open_problems(book: "FoodSafetyLog", day: date) -> tuple[str, ...]:
    """Return the problems that were not resolved at the end of *day*, in order of finding."""
    then = book.as_of(day).of("problem")
    return tuple(problem for problem in then if then[problem].status in OPEN)


def heard_weeks_are_reviewed(state: FoodSafetyState) -> Text | None:
    """Return what is wrong where a meeting heard a week that was not reviewed."""
    lacking = sorted(str(week) for week in state.heard if week not in state.reviewed)
    if lacking:
        return Text(
            f"a meeting heard the week of {lacking[0]}, which was not reviewed",
            f"会议调度了 {lacking[0]} 起的一周，但没有该周的排查报告",
        )
    return None


INVARIANTS: Final = (heard_weeks_are_reviewed,)
DUE_QUESTIONS: Final = (records_to_make, problems_to_rectify)
BREACH_QUESTIONS: Final = (
    records_lacking,
    lists_cut_short,
    items_found_wanting,
    problems_late,
    problems_without_deadline,
    grades_missed,
)
