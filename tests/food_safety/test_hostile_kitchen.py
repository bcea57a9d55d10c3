"""Bad input to the kitchen's slips: each is refused with its code and leaves the book as it was."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.errors import LogisticsError
from schoollogistics.food_safety import (
    CheckedHandler,
    FoodSafetyLog,
    HandlerLeft,
    PostVacated,
    ProblemFound,
    StoreEntered,
    UtensilsMarked,
)
from schoollogistics.food_safety.book.records import records_of
from schoollogistics.journal import EntryReversed, MonthClosed, Ref
from schoollogistics.values.periods import Month
from tests.food_safety.stories_kitchen import (
    COOK,
    D8,
    D9,
    HELP,
    OFFICER,
    ONE,
    certified,
    checked,
    control,
    cooked,
    disinfected,
    duty,
    locked,
    log,
    meeting,
    problem,
    rectified,
    registered,
    review,
    seen,
    sept,
    verified,
    waste,
)

Attempt = Callable[[], Any]
SEPTEMBER: Final = Month(2025, 9)
UNKNOWN: Final[Any] = ("love",)


def spoilt(entry: Any, **wrong: Any) -> Any:
    """Return an entry, or a line, with something wrong in it."""
    return evolve(entry, **wrong)


def the_kitchen() -> FoodSafetyLog:
    """Return a kitchen with a cook on duty and a problem rectified; August is closed."""
    return log(
        MonthClosed(book="food_safety", month=Month(2025, 8), on=sept(1), by=OFFICER),
        registered(),
        certified(),
        checked(D8),
        duty(D8),
        control(D8, problem()),
        rectified(D9),
    )


ROWS: Final[dict[str, tuple[Attempt, str]]] = {
    "a float for a temperature": (lambda: spoilt(cooked(), lines=(spoilt(cooked().lines[0], celsius=85.0),)), "type"),
    "not a number": (
        lambda: spoilt(disinfected(), lines=(spoilt(disinfected().lines[0], reading=Decimal("NaN")),)),
        "type",
    ),
    "infinite minutes": (
        lambda: spoilt(disinfected(), lines=(spoilt(disinfected().lines[0], minutes=Decimal("Infinity")),)),
        "type",
    ),
    "lines as a list": (lambda: spoilt(disinfected(), lines=list(disinfected().lines)), "type"),
    "a moment for a day": (lambda: spoilt(control(sept(10)), on=datetime(2025, 9, 10, 8, tzinfo=UTC)), "type"),
    "a moment for a week": (lambda: spoilt(review(D8), week=datetime(2025, 9, 8, tzinfo=UTC)), "type"),
    "text for a month": (lambda: spoilt(meeting(SEPTEMBER), month="2025-09"), "type"),
    "a step nobody knows": (lambda: spoilt(disinfected(), steps=("rinse", "scrub", "disinfect")), "choice"),
    "a method nobody knows": (
        lambda: spoilt(disinfected(), lines=(spoilt(disinfected().lines[0], method="microwave"),)),
        "choice",
    ),
    "a symptom nobody knows": (
        lambda: spoilt(
            checked(D9),
            lines=(CheckedHandler(handler=COOK, outcome="fit", symptoms=UNKNOWN),),
        ),
        "choice",
    ),
    "text where true or false is": (
        lambda: spoilt(duty(D9), lines=(spoilt(duty(D9).lines[0], workwear="yes"),)),
        "type",
    ),
    "one for true": (lambda: spoilt(cooked(), lines=(spoilt(cooked().lines[0], leftover=1),)), "type"),
    "a formula as a number of a problem": (lambda: seen(D9, "=WT-9"), "ident"),
    "a blank problem": (lambda: spoilt(seen(D9, "WT-9"), found="  "), "blank"),
    "a person nobody registered": (lambda: checked(D9, "morning", "路人"), "unknown"),
    "a person twice on a slip": (lambda: checked(D9, "morning", COOK, COOK), "duplicate"),
    "a person registered twice": (lambda: registered(day=D9), "duplicate"),
    "a person spelled in other letters": (lambda: registered("赵师傅 "), "ident"),
    "a problem found twice": (lambda: seen(D9), "duplicate"),
    "a problem twice on a sheet": (lambda: control(D9, problem("WT-9"), problem("wt-9")), "duplicate"),
    "an item twice on a sheet": (lambda: control(D9, points=("食材", "食材")), "duplicate"),
    "a problem nobody found": (lambda: rectified(D9, "WT-9"), "unknown"),
    "a problem rectified twice": (lambda: rectified(D9), "already"),
    "a problem verified after it is resolved": (lambda: verified(D9, number="WT-9"), "unknown"),
    "work before it was found": (lambda: spoilt(verified(D9), on=D8), "order"),
    "a check in the past of a person": (lambda: checked(sept(5)), "order"),
    "a closed month": (lambda: control(sept(1).replace(month=8)), "closed"),
    "a post nobody holds": (lambda: PostVacated(post="采购员", on=D9, by=OFFICER), "unknown"),
    "a store without a keeper": (lambda: StoreEntered(store="库", purpose="取米", on=D9, by=HELP), "unknown"),
    "no lines": (lambda: UtensilsMarked(lines=(), on=D9, by=COOK), "missing"),
    "nothing looked at before leaving": (lambda: spoilt(locked(D9), points=()), "missing"),
    "waste by the bucket": (lambda: spoilt(waste(), weight="40 kg"), "type"),
    "too fine to weigh": (lambda: spoilt(waste(), weight=spoilt(waste().weight, unit="mg", amount="0.1")), "format"),
    "an excuse without need": (lambda: spoilt(checked(D9), despite=("P55",), note="急"), "rule"),
    "an excuse of what nothing excuses": (lambda: spoilt(review(D8), despite=("P50",), note="急"), "unknown"),
    "an excuse without a reason": (lambda: spoilt(duty(D9), despite=("P55",)), "missing"),
    "a reversal of what others followed": (
        lambda: EntryReversed(of=Ref("food_safety", 3), reason="录错", on=D9, by=OFFICER),
        "state",
    ),
    "who left works on": (lambda: HandlerLeft(handler="路人", on=D9, by=OFFICER), "unknown"),
}


@pytest.mark.parametrize("what", ROWS)
def test_bad_input_is_refused(what: str) -> None:
    """What cannot be meant is refused with its code, and nothing moves."""
    make, code = ROWS[what]
    book = the_kitchen()
    before = (book.fingerprint(), records_of(book))
    error = book.objection(make())
    assert isinstance(error, LogisticsError)
    assert error.code == code, str(error)
    with pytest.raises(LogisticsError):
        book.post(make())
    assert (book.fingerprint(), records_of(book)) == before


def test_a_reversed_record_is_missing_again() -> None:
    """A daily sheet that was taken back is missing, and a problem found on it is not in the book."""
    book = log(control(D8, problem()))
    book.post(EntryReversed(of=Ref("food_safety", 0), reason="录错", on=D8, by=OFFICER))
    assert book.open_problems(D8) == ()
    assert D8 not in records_of(book).controlled
    assert book.objection(ProblemFound(problem=ONE, point="加工", found="积水", on=D8, by=OFFICER)) is None
