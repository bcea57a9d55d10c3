"""A routine is data in a setting: what it must say, which book shows it, and how a missed one reads."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.calendar import NthSchoolDay, OncePerTerm, Weekly
from schoollogistics.errors import InvalidValue, LogisticsError, Text, Unknown
from schoollogistics.journal import Book, CheckItem, MonthClosed, Published, Routine, Rule, Setting
from schoollogistics.journal.questions import routine_turns
from schoollogistics.journal.turns import ticked_in
from schoollogistics.values.periods import DateSpan, Month
from schoollogistics.values.quantities import Quantity
from tests.calendar.notices import BEIJING
from tests.journal.rounds import Rounds, RoundWalked, WatchKept, kept, reversed_on, round_of, walked
from tests.journal.shelf import CashTaken, Shelf, ShelfLookedOver, Till, cash, looked_over
from tests.journal.witness import closing

MONDAY = date(2025, 9, 8)
WEEK = DateSpan(MONDAY, date(2025, 9, 14))
SEPTEMBER = Month(2025, 9)


def shelf_of(*routines: Routine) -> Shelf:
    """Return the empty shelf of a school with these routines."""
    return Shelf(Setting(calendar=BEIJING, routines=routines))


def look(code: str = "XC-2", **more: Any) -> Routine:
    """Return the routine of looking a shelf over, every Monday unless told otherwise."""
    return round_of(code, **{"fulfilled_by": ShelfLookedOver, **more})


# ----------------------------------------------------------------------------------------------------------------- ticks


@pytest.mark.plan("R02")
def test_what_is_due_says_who_where_and_which_entry() -> None:
    """A routine stands in the book's due list until its entry is posted, and that entry is the only tick."""
    routine = round_of(scope="教学楼", role="安全主任")
    book = kept(routine)
    (due,) = book.due(MONDAY)
    assert (due.what, due.last, due.who, due.where) == (Text("Round", "巡查"), MONDAY, "安全主任", "教学楼")
    assert (due.post, due.rule, due.routine) == ((RoundWalked,), routine.duty, routine)
    book.post(walked(MONDAY))
    assert (book.due(MONDAY), book.breaches(MONDAY)) == ((), ())


@pytest.mark.plan("R02")
def test_a_missed_routine_is_one_breach_on_its_last_day() -> None:
    """Never done or done late, it is one breach; done in time it is none."""
    book = kept(round_of(cycle=Weekly(1, grace=1), scope="教学楼", role="安全主任"))
    (missed,) = book.breaches(WEEK)
    assert (missed.on, missed.rule.code, missed.rule.family, missed.ref) == (date(2025, 9, 9), "XC-1", "cadence", None)
    assert missed.found == Text(
        "Round - 教学楼 - 安全主任: last day 2025-09-09, not done", "巡查，教学楼，安全主任：最晚 2025-09-09，至今未做"
    )
    ref = book.post(walked(date(2025, 9, 10)))
    (late,) = book.breaches(WEEK)
    assert (late.on, late.ref) == (date(2025, 9, 9), ref)
    assert late.found.en.endswith("done 2025-09-10")
    assert late.found.zh.endswith("2025-09-10 才做完")
    assert book.due(WEEK) == ()
    book.post(walked(date(2025, 9, 9)))
    assert book.breaches(WEEK) == ()


def test_what_takes_several_times_says_how_often_it_was_done() -> None:
    """A routine of three times tells the count while it is due and when it was missed."""
    book = kept(round_of(times=3, cycle=Weekly(1, grace=4)))
    book.post(walked(MONDAY, times=2))
    (due,), (breach,) = book.due(WEEK), book.breaches(WEEK)
    assert due.what == Text("Round (2 of 3 times done)", "巡查（3 次中已做 2 次）")
    assert breach.found.zh == "巡查，3 次中做了 2 次：最晚 2025-09-12，至今未做"
    last = book.post(walked(date(2025, 9, 13)))
    (breach,) = book.breaches(WEEK)
    assert (breach.found.en, breach.ref) == ("Round, 2 of 3 times: last day 2025-09-12, done 2025-09-13", last)


def test_the_rule_of_the_plans_is_named_where_there_is_one() -> None:
    """A breach names the rule behind the routine, or else the routine itself."""
    rule = Rule(code="P96", family="cadence", zh="每周巡查", en="Walk the round every week", source="004§2")
    (breach,) = kept(round_of(rule=rule)).breaches(MONDAY)
    assert breach.rule is rule
    own = round_of().duty
    assert (own.code, own.zh, own.en, own.source, own.excusable) == ("XC-1", "巡查", "Round", "本校", False)


@pytest.mark.parametrize(
    ("where", "places", "done"),
    [
        ((), ["南门"], True),
        ((("place", "南门"),), ["南门"], True),
        ((("place", "南门"),), ["北门"], False),
        ((("place", "南门"), ("tidy", True)), ["南门"], True),
        ((("place", "南门"), ("tidy", False)), ["南门"], False),
    ],
)
def test_an_entry_says_what_the_routine_asks(where: Any, places: list[str], done: bool) -> None:
    """Only an entry that equals the routine in every pair is a tick, also one among others."""
    book = shelf_of(look(where=where))
    book.post_all([looked_over(place, on=MONDAY) for place in places])
    assert (book.due(MONDAY) == ()) is done
    assert [look(where=where).is_ticked_by(entry) for entry in book.entries] == [done]


def test_an_entry_that_names_its_routine_ticks_that_one() -> None:
    """Where the entry has a field for it, it carries the code; a pair of the routine's own may name another."""
    twin = round_of("XC-9", where=(("routine", "XC-1"),))
    book = kept(round_of("XC-1"), round_of("XC-2"), twin)
    book.post(walked(MONDAY, "XC-1"))
    assert [due.routine and due.routine.code for due in book.due(MONDAY)] == ["XC-2"]
    assert (round_of().asked, twin.asked) == ((("routine", "XC-1"),), (("routine", "XC-1"),))
    assert not round_of().is_ticked_by(WatchKept(place="南门", on=MONDAY, by="王老师"))


@pytest.mark.plan("R02")
def test_a_book_shows_the_routines_that_its_own_entries_fulfil() -> None:
    """Of the routines of a school each book shows those it records; one that no kind of it fulfils stays out."""
    routines = (round_of("A-1"), look("A-2"), look("A-3", fulfilled_by=CashTaken))
    setting = Setting(calendar=BEIJING, routines=routines)
    books: tuple[Book[Any, Any], ...] = (Rounds(setting), Shelf(setting), Till(setting))
    shown = [[due.routine and due.routine.code for due in book.due(MONDAY)] for book in books]
    assert shown == [["A-1"], ["A-2"], ["A-3"]]
    books[2].post(cash("S-1", on=MONDAY))
    assert books[2].due(MONDAY) == ()
    # Without a calendar, only the books that have something to ask need one.
    assert Shelf(Setting(routines=(round_of("A-1"),))).due(MONDAY) == ()


def published(
    on: date, version: int = 1, view: str = "shelf_list", month: int = 9, period: DateSpan | None = None
) -> Published:
    """Return the note that the list of a month was made public."""
    reason = None if version == 1 else "更正"
    return Published(
        view=view,
        period=period or Month(2025, month),
        version=version,
        where="公示栏",
        reason=reason,
        on=on,
        by="李老师",
    )


def test_a_publication_ticks_in_the_book_that_has_the_document() -> None:
    """A routine fulfilled by Published stands in the book whose document it names, and nowhere else."""
    routine = round_of(cycle=NthSchoolDay(-1), fulfilled_by=Published, where=(("view", "shelf_list"),))
    book = shelf_of(routine)
    assert [due.last for due in book.due(SEPTEMBER)] == [date(2025, 9, 30)]
    ref = book.post(published(date(2025, 9, 30)))
    assert (book.due(SEPTEMBER), book.breaches(SEPTEMBER)) == ((), ())
    (turn,) = routine_turns(book, SEPTEMBER)
    assert [met for met, _ in turn.met] == [ref]
    assert Till(book.setting).due(SEPTEMBER) == ()
    assert [ticked_in(routine, each) for each in (Shelf, Till)] == [True, False]


def test_a_paper_put_right_is_no_further_paper() -> None:
    """The first version counts on its day, whatever it speaks of; a corrected one is no work of the next month."""
    routine = round_of(cycle=NthSchoolDay(1, grace=31), fulfilled_by=Published, where=(("view", "shelf_list"),))
    book, october = shelf_of(routine), Month(2025, 10)
    book.post_all([published(date(2025, 9, 10), month=8), published(date(2025, 10, 13), version=2, month=8)])
    turns = routine_turns(book, DateSpan(SEPTEMBER.first, october.last))
    assert [turn.standing(october.last) for turn in turns] == ["done", "due"]


def test_a_closing_counts_once() -> None:
    """Two months closed on one day are one work of that month."""
    routine = round_of(cycle=NthSchoolDay(1, grace=31), fulfilled_by=MonthClosed, where=(("book", "shelf"),))
    book, through = shelf_of(routine), DateSpan(SEPTEMBER.first, Month(2025, 11).last)
    for month in (SEPTEMBER, Month(2025, 10)):
        book.post(closing(book, month, on=date(2025, 11, 5)))
    standings = [turn.standing(through.last) for turn in routine_turns(book, through)]
    assert standings == ["overdue", "overdue", "done"]


def test_versions_of_a_routine_share_their_entries() -> None:
    """What was done for one version of a routine is not done for the other as well."""
    old = round_of(cycle=NthSchoolDay(1, grace=31), until=date(2025, 9, 7))
    new = round_of(cycle=NthSchoolDay(1, per="week", grace=6), since=date(2025, 9, 8))
    book = kept(old, new)
    book.post(walked(date(2025, 9, 12)))
    met = [turn for turn in routine_turns(book, SEPTEMBER) if turn.met]
    assert [turn.occurrence.last for turn in met] == [date(2025, 9, 30)]


def test_a_routine_drafts_its_entry() -> None:
    """What the routine asks is filled in; what is left to say is said, and what is neither is refused."""
    watch = round_of(fulfilled_by=WatchKept, where=(("place", "南门"),))
    assert watch.draft(on=MONDAY, by="王老师") == WatchKept(place="南门", on=MONDAY, by="王老师")
    assert round_of().draft(on=MONDAY, by="王老师", times=2) == walked(MONDAY, times=2)
    for said, code, field in (
        ({"on": MONDAY}, "missing", "by"),
        ({"on": MONDAY, "by": "王", "gate": 1}, "extra", "gate"),
    ):
        with pytest.raises(InvalidValue) as caught:
            watch.draft(**said)
        assert (caught.value.code, caught.value.fields) == (code, (field,))


def test_where_is_compared_as_ids_are() -> None:
    """``xc-1`` is the round that asks for ``XC-1``."""
    routine = round_of(where=(("routine", "xc-1"),))
    assert routine.is_ticked_by(walked(date(2025, 9, 1)))
    assert kept(routine).due(date(2025, 9, 1)) != ()


def test_a_reversed_publication_is_no_tick() -> None:
    """What was published by mistake and reversed has still to be published."""
    book = shelf_of(round_of(cycle=NthSchoolDay(-1), fulfilled_by=Published, where=(("view", "shelf_list"),)))
    ref = book.post(published(date(2025, 9, 30)))
    book.post(reversed_on(date(2025, 9, 30), ref))
    assert len(book.due(SEPTEMBER)) == 1


def test_a_closing_ticks_in_the_book_that_is_closed() -> None:
    """A routine fulfilled by MonthClosed stands in the book it names, and is late when the month is closed late."""
    routine = round_of(cycle=NthSchoolDay(3), fulfilled_by=MonthClosed, where=(("book", "till"),))
    setting = Setting(calendar=BEIJING, routines=(routine,))
    till, shelf = Till(setting), Shelf(setting)
    assert shelf.due(Month(2025, 10)) == ()
    assert [due.last for due in till.due(Month(2025, 10))] == [date(2025, 10, 11)]
    till.post(MonthClosed(book="till", month=SEPTEMBER, on=date(2025, 10, 13), by="钱会计"))
    (breach,) = till.breaches(Month(2025, 10))
    assert (breach.on, breach.found.zh.endswith("2025-10-13 才做完")) == (date(2025, 10, 11), True)


# ----------------------------------------------------------------------------------------------------------- what it says

LIMIT = CheckItem(zh="留样重量", en="Weight of the sample", least=Quantity(125, "g"), most=Quantity(1, "kg"))


def test_a_checklist_has_items_with_limits() -> None:
    """Each item is told in both languages and may have a least and a most."""
    assert LIMIT.text == Text("Weight of the sample", "留样重量")
    assert round_of(checklist=(LIMIT, CheckItem(zh="灯", en="Lights"))).checklist[0].least == Quantity(125, "g")
    assert CheckItem(zh="重量", en="Weight", least=Quantity(1, "kg")).most is None


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"zh": ""}, "blank", "zh"),
        ({"en": 5}, "type", "en"),
        ({"most": Quantity(100, "g")}, "order", "most"),
        ({"least": 125}, "type", "least"),
        ({"most": Decimal(1)}, "type", "most"),
        ({"most": Quantity(1, "L")}, "choice", "unit"),
    ],
)
def test_an_item_that_cannot_be_meant(change: dict[str, Any], code: str, field: str) -> None:
    """Words in both languages, and limits that are quantities of one kind in their order."""
    with pytest.raises(InvalidValue) as caught:
        evolve(LIMIT, **change)
    assert (caught.value.code, caught.value.fields) == (code, (field,))


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"code": ""}, "blank", "code"),
    ({"code": None}, "type", "code"),
    ({"zh": " "}, "blank", "zh"),
    ({"en": None}, "type", "en"),
    ({"source": ""}, "blank", "source"),
    ({"source": None}, "type", "source"),
    ({"scope": ""}, "blank", "scope"),
    ({"role": 3}, "type", "role"),
    ({"audience": ""}, "blank", "audience"),
    ({"times": 0}, "range", "times"),
    ({"times": 101}, "range", "times"),
    ({"times": True}, "type", "times"),
    ({"since": "2025-09-01"}, "type", "since"),
    ({"until": date(1, 1, 1)}, "range", "until"),
    ({"since": date(2025, 9, 2), "until": date(2025, 9, 1)}, "order", "until"),
    ({"cycle": "weekly"}, "type", "cycle"),
    ({"cycle": Weekly}, "type", "cycle"),
    ({"fulfilled_by": "rounds.walked"}, "type", "fulfilled_by"),
    ({"fulfilled_by": walked(MONDAY)}, "type", "fulfilled_by"),
    ({"fulfilled_by": date}, "type", "fulfilled_by"),
    ({"checklist": [LIMIT]}, "type", "checklist"),
    ({"checklist": ("灯",)}, "type", "checklist"),
    ({"checklist": (LIMIT, LIMIT)}, "duplicate", "checklist"),
    ({"checklist": (LIMIT, CheckItem(zh="留样重量", en="Weight"))}, "duplicate", "checklist"),
    ({"rule": "P96"}, "type", "rule"),
    ({"status": "sure"}, "choice", "status"),
    ({"where": {"times": 1}}, "type", "where"),
    ({"where": ("times", 1)}, "type", "where"),
    ({"where": (("times",),)}, "type", "where"),
    ({"where": (([], 1),)}, "type", "where"),
    ({"where": (("time", 1),)}, "unknown", "where"),
    ({"where": (("times", "1"),)}, "type", "where.times"),
    ({"where": (("times", 1), ("times", 2))}, "duplicate", "where"),
    ({"fulfilled_by": Published}, "missing", "where"),
    ({"fulfilled_by": MonthClosed, "where": (("by", "钱会计"),)}, "missing", "where"),
]


@pytest.mark.parametrize(("change", "code", "field"), BAD)
def test_a_routine_that_cannot_be_meant(change: dict[str, Any], code: str, field: str) -> None:
    """Each part of a routine is checked where it is written, and never found out when something should be due."""
    with pytest.raises(LogisticsError) as caught:
        round_of(**change)
    assert isinstance(caught.value, Unknown if code == "unknown" else InvalidValue)
    assert (caught.value.code, caught.value.fields) == (code, (field,))


def test_a_field_that_is_nearly_right_is_named() -> None:
    """A pair with a misspelt field says which one may be meant, or which there are."""
    with pytest.raises(Unknown) as caught:
        round_of(where=(("routin", "XC-1"),))
    assert caught.value.takes.en.startswith("one of routine, ")
    assert "times" not in caught.value.takes.en
    with pytest.raises(Unknown) as caught:
        round_of(where=(("zzz", "XC-1"),))
    assert "routine, times" in caught.value.takes.en


def test_equal_routines_are_equal() -> None:
    """Routines and settings with them are values: they compare and can be kept in sets."""
    one, other = round_of(checklist=(LIMIT,)), round_of(checklist=(LIMIT,))
    assert (one, hash(one), one.text) == (other, hash(other), Text("Round", "巡查"))
    settings = [Setting(calendar=BEIJING, routines=(each,)) for each in (one, other)]
    assert len(set(settings)) == 1
    routine_turns(Rounds(settings[0]), MONDAY)
    assert settings[0] == settings[1]


# ------------------------------------------------------------------------------------------------------- in a setting


@pytest.mark.parametrize(
    "spans",
    [
        [(None, None), (None, None)],
        [(None, 10), (10, None)],
        [(None, None), (20, None)],
        [(5, 20), (None, 5)],
        [(5, None), (5, None)],
        [(None, 3), (4, 10), (9, 20)],
    ],
)
def test_two_routines_of_one_code_do_not_hold_at_once(spans: list[tuple[int | None, int | None]]) -> None:
    """A code names one routine on one day, in whatever case it is written."""
    versions = [
        round_of(
            "xc-1" if place else "XC-1",
            since=since and date(2025, 9, since),
            until=until and date(2025, 9, until),
            en=f"Round {place}",
        )
        for place, (since, until) in enumerate(spans)
    ]
    with pytest.raises(InvalidValue) as caught:
        Setting(routines=tuple(versions))
    assert (caught.value.code, caught.value.fields) == ("duplicate", ("routines",))
    assert caught.value.stands.en.isascii()


def test_versions_follow_each_other() -> None:
    """A routine is changed by a version that begins when the earlier one is over; both keep their days."""
    weekly = round_of(until=date(2025, 9, 14))
    termly = round_of(cycle=OncePerTerm(3), since=date(2025, 9, 15))
    book = kept(termly, weekly)
    assert [due.last.day for due in book.due(SEPTEMBER)] == [1, 8, 19]
    assert [weekly.is_in_force(day) for day in (date(2025, 9, 14), date(2025, 9, 15))] == [True, False]
    assert [termly.is_in_force(day) for day in (date(2025, 9, 14), date(2025, 9, 15))] == [False, True]
    assert round_of().is_in_force(date(1999, 1, 1))
