"""What ought to have held of those who look on and did not: questions behind ``breaches``."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final, get_args

from schoollogistics.canteen.entries.codes import Group
from schoollogistics.canteen.entries.committees import CommitteeFormed, CommitteeMet
from schoollogistics.canteen.entries.dining import MealsServed
from schoollogistics.canteen.entries.watching import MealAccompanied, ProblemSolved
from schoollogistics.canteen.rules.labels import LABELS
from schoollogistics.canteen.rules.plans import P81, P83, P83_PER_MEAL, P84
from schoollogistics.errors import Text
from schoollogistics.journal import Breach, Due, Ref, numbered
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.canteen.book.ledger import CanteenLedger

GROUPS: Final[tuple[Group, ...]] = get_args(Group)
WATCHED: Final = frozenset({"tender", "pricing", "money"})


def meals_without_leader(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find days, or sittings where the school says so, on which pupils ate and no leader with them (P83)."""
    served: dict[tuple[date, str], None] = {}
    along: set[tuple[date, str]] = set()
    state = book.columns
    for _, entry in numbered(book):
        if isinstance(entry, MealsServed) and entry.on in span and state.serves[entry.meal] == "pupils":
            per_meal = book.setting.value(P83_PER_MEAL, entry.on)
            if per_meal is not None:
                served[entry.on, state.sitting[entry.meal] if per_meal else ""] = None
        elif isinstance(entry, MealAccompanied) and state.serves.get(entry.meal) == "pupils":
            along |= {(entry.on, state.sitting[entry.meal]), (entry.on, "")}
    for day, sitting in served:
        if (day, sitting) not in along:
            name = LABELS.choice("sitting", sitting) if sitting else Text("", "")
            yield Breach(
                rule=P83,
                on=day,
                found=Text(f"nobody ate along {name.en}".strip(), f"{name.zh}无人陪餐"),
            )


def problems_not_solved(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find problems seen at a meal that were not solved by the day that was set (P83)."""
    what, solved = book.columns.what, dict[str, date]()
    for _, entry in numbered(book):
        if isinstance(entry, ProblemSolved):
            solved[entry.problem] = entry.on
    for key, deadline in book.columns.deadline.items():
        done = solved.get(key)
        if deadline in span and (done is None or done > deadline):
            when = Text("not solved", "至今未整改") if done is None else Text(f"solved {done}", f"{done} 才整改")
            yield Breach(
                rule=P83,
                on=deadline,
                found=Text(f"{what[key]}: {when.en}", f"{what[key]}：{when.zh}"),
                subject=("problem", key),
            )


def problems_to_solve(book: "CanteenLedger", span: DateSpan) -> Iterator[Due]:
    """List the problems seen at meals that are still open, by the day that was set (P83)."""
    columns = book.columns
    for key, deadline in columns.deadline.items():
        if deadline in span and columns.status["problem"][key] == "open":
            yield Due(
                what=Text(columns.what[key], columns.what[key]),
                last=deadline,
                subject=("problem", key),
                who=columns.responsible.get(key),
                post=(ProblemSolved,),
                rule=P83,
            )


def incomplete_committees(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find meal committees that lack one of the five groups (P81)."""
    for number, entry in numbered(book):
        if isinstance(entry, CommitteeFormed) and entry.body == "meal" and entry.on in span:
            there = {line.represents for line in entry.lines}
            lacking = [LABELS.choice("represents", group) for group in GROUPS if group not in there]
            if lacking:
                yield Breach(
                    rule=P81,
                    on=entry.on,
                    found=Text(
                        f"{entry.committee} lacks {', '.join(each.en for each in lacking)}",
                        f"{entry.committee} 缺 {'、'.join(each.zh for each in lacking)}代表",
                    ),
                    subject=("committee", entry.committee),
                    ref=Ref(book.name, number),
                )


def parents_left_out(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find meetings about tenders, prices and money that the parents' supervision committee did not attend (P84).

    What several committees spoke of on one day is one meeting.
    """
    bodies, met = book.columns.body, dict[tuple[date, str], list[tuple[int, CommitteeMet]]]()
    for number, entry in numbered(book):
        if isinstance(entry, CommitteeMet) and entry.occasion in WATCHED and entry.on in span:
            met.setdefault((entry.on, entry.occasion), []).append((number, entry))
    for (day, occasion), entries in met.items():
        came = {committee for _, entry in entries for committee in (entry.committee, *entry.joined_by)}
        if not any(bodies.get(committee) == "parents" for committee in came):
            number, first = entries[0]
            name = LABELS.choice("occasion", occasion)
            yield Breach(
                rule=P84,
                on=day,
                found=Text(
                    f"{first.committee} on {name.en}, without the parents' committee",
                    f"{first.committee} {name.zh}会议，膳食监督家长委员会未参加",
                ),
                subject=("committee", first.committee),
                ref=Ref(book.name, number),
            )
