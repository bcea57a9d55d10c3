"""What closings and reversals must satisfy: a first closing is not too early, a target stands and nothing came after it."""

from typing import TYPE_CHECKING

from schoollogistics.errors import Refused, Text, Unknown
from schoollogistics.journal.bookkeeping import EntryReversed, MonthClosed
from schoollogistics.journal.entry import Ref, Subject
from schoollogistics.journal.plan import AnyEntry
from schoollogistics.values.periods import Month

if TYPE_CHECKING:
    from schoollogistics.journal.chronicle import Chronicle


def check_first_closing(chronicle: "Chronicle", entry: MonthClosed) -> None:
    """Refuse a first closing before anything was recorded: every month since would have to be closed one by one."""
    state, entries = chronicle.state, chronicle.entries
    if state.closed or not entries:
        return
    first = Month.of(min(each.recorded for each in entries))
    if entry.month.last < first.first:
        raise state.refusal(
            entry,
            "order",
            stands=Text(f"nothing is recorded before {first}", f"{first} 之前没有记账"),
            takes=Text(f"close {first} first, or a later month", f"请先结 {first} 或更晚的月份"),
            fields=("month",),
        )


def target_of(chronicle: "Chronicle", entry: EntryReversed) -> int:
    """Return the number of what *entry* reverses, or raise: it is not there, was reversed, or others came after it."""
    clerk, name = chronicle.clerk, chronicle.declared.name
    clerk.general_poster(EntryReversed).examine(entry)
    number, count = entry.of.number, len(chronicle.entries)
    if entry.of.book != name or number >= count:
        raise Unknown(
            "reference",
            tried=clerk.describe(entry),
            stands=Text(f"{entry.of} is not in the book {name}", f"账簿 {name} 中没有 {entry.of}"),
            takes=Text(f"an entry of {name} before #{count}", f"{name}#{count} 之前的记录"),
            fields=("of",),
        )
    target = chronicle.entries[number]
    by = chronicle.state.reversed.get(number)
    if by is not None or type(target) in {EntryReversed, MonthClosed}:
        what = clerk.describe(target)
        raise Refused(
            "state" if by is None else "already",
            tried=clerk.describe(entry),
            stands=Text(f"it is {what.en}", f"该记录为“{what.zh}”")
            if by is None
            else Text(f"it was reversed by {name}#{by}", f"已由 {name}#{by} 冲销"),
            takes=Text("a reversal or a closing is not reversed; post anew", "冲销和月结不可再冲销，请重新登记"),
            fields=("of",),
        )
    subjects = chronicle.declared.plans[type(target)].subjects(target)
    _check_last(chronicle, entry, number, frozenset(subjects))
    for earlier, key in ((target, ""), *((clerk.index.last[life][key], key) for life, key in subjects)):
        if entry.on < earlier.on or entry.recorded < earlier.recorded:
            raise clerk.out_of_order(entry, earlier, key or str(entry.of))
    return number


def _check_last(chronicle: "Chronicle", entry: EntryReversed, number: int, subjects: frozenset[Subject]) -> None:
    plans = chronicle.declared.plans
    later = max(
        (
            next(place for place in reversed(chronicle.trace(subject)) if _stands(chronicle, place))
            for subject in subjects
        ),
        default=number,
    )
    if later > number:
        what = chronicle.clerk.describe(chronicle.entries[later])
        correcting = [kind for kind in chronicle.declared.correcting if _is_offered(chronicle, kind, subjects)]
        names = ", ".join(kind.__name__ for kind in correcting)
        zh_names = "、".join(plans[kind].labels.entry(kind.kind).zh for kind in correcting)
        ref = Ref(chronicle.declared.name, later)
        raise chronicle.clerk.state.refusal(
            entry,
            "state",
            stands=Text(f"{ref}, {what.en}, came after it", f"其后已有 {ref}（{what.zh}）"),
            takes=Text(
                f"reverse {ref} first" + (f", or correct with {names}" if names else ""),
                f"请先冲销 {ref}" + (f"，或以更正记录处理：{zh_names}" if zh_names else ""),
            ),
            fields=("of",),
        )


def _stands(chronicle: "Chronicle", place: int) -> bool:
    return place not in chronicle.state.reversed and type(chronicle.entries[place]) is not EntryReversed


def _is_offered(chronicle: "Chronicle", kind: type[AnyEntry], subjects: frozenset[Subject]) -> bool:
    """Tell whether an entry of *kind* can follow on one of the *subjects* now; one without lifecycle always can."""
    lives = {life.name: life for life in chronicle.declared.lifecycles if kind in life.kinds}
    return not lives or any(
        kind in lives[life].offers(chronicle.state.status[life].get(key, lives[life].start))
        for life, key in subjects
        if life in lives
    )
