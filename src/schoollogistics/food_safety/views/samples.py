"""The papers of what was served and the samples kept of it."""

from datetime import date, time
from typing import Final

from schoollogistics.errors import Text
from schoollogistics.food_safety.book import FoodSafetyLog
from schoollogistics.food_safety.book.samples import is_sampled, samples_by_meal
from schoollogistics.food_safety.entries.samples import (
    DishesServed,
    SampleLine,
    SamplesKept,
    kept_until,
    meal_of,
    started,
)
from schoollogistics.food_safety.rules import LABELS
from schoollogistics.food_safety.rules.samples import PARAMETERS
from schoollogistics.food_safety.views.sheets import CHECKED_BY, DATE, NOTE, STATUS, column, paper
from schoollogistics.journal import numbered, value_notes
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, Table, TableColumn

NONE: Final = Text("none", "无")
MASS: Final = TableColumn("mass", "留样量（克）", "Mass, g", "number")


def sample_register(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return every sample kept in *during*, until when, and what became of it (留样记录, D31).

    The head says how many dishes were served, of how many there is a sample as the rule wants it, and which lack one.
    """
    span = span_of(during)
    served = [entry for _, entry in numbered(book) if isinstance(entry, DishesServed) and entry.day in span]
    kept = samples_by_meal(book)
    lacking = [
        (slip, dish)
        for slip in served
        for dish in slip.dishes
        if not is_sampled(book, slip, dish, kept.get(meal_of(slip.day, slip.sitting), []))
    ]
    dishes = sum(len(slip.dishes) for slip in served)
    lines = [pair for pairs in kept.values() for pair in pairs if pair[0].day in span]
    lines.sort(key=lambda pair: (pair[0].day, pair[0].on, pair[0].at or time.min))
    return paper(
        book,
        "sample_register",
        during,
        head=(
            (Text("Dishes served", "供餐菜品数"), dishes),
            (Text("Of these sampled", "其中已留样"), dishes - len(lacking)),
            (Text("Without a proper sample", "缺样"), tuple(f"{slip.day} {dish}" for slip, dish in lacking) or NONE),
        ),
        columns=(
            DATE,
            *(column(name) for name in ("sitting", "sample", "dish")),
            MASS,
            *(
                column(name)
                for name in ("kept_on", "kept_at", "cooked_at", "container", "cabinet", "temperature", "keeper")
            ),
            TableColumn("started", "起算时间", "Counted from"),
            TableColumn("until", "应留至", "To be kept until"),
            *(column(name) for name in ("removed_on", "removed_at", "remover")),
            STATUS,
            NOTE,
        ),
        rows=[_row(book, slip, line) for slip, line in lines],
        notes=value_notes(book.setting, PARAMETERS, span.last),
        signatures=((Text("Keeper", "留样人"), None), CHECKED_BY),
    )


def _row(book: FoodSafetyLog, slip: SamplesKept, line: SampleLine) -> tuple[Cell, ...]:
    columns, sample = book.columns, line.sample
    until = kept_until(columns, sample)
    return (
        slip.day,
        LABELS.choice("sitting", slip.sitting),
        sample,
        line.dish,
        line.mass.to("g").amount,
        slip.on,
        slip.at,
        line.cooked_at,
        line.container,
        slip.cabinet,
        None if slip.temperature is None else str(slip.temperature),
        (slip.by, *slip.cosigned_by),
        f"{started(columns, sample):%Y-%m-%d %H:%M}",
        None if until is None else f"{until:%Y-%m-%d %H:%M}",
        columns.removed_on.get(sample),
        columns.removed_at.get(sample),
        columns.remover.get(sample),
        LABELS.state(columns.status["sample"][sample]),
        slip.note,
    )
