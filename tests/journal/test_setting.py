"""What a school decides: values by date, never edited, with their source and how far it was checked."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.calendar.deadlines import end_of_same_day, within_hours
from schoollogistics.errors import InvalidValue, Text
from schoollogistics.journal import Parameter, Setting, Value
from tests.journal.shelf import DAY, S02, S02_MOST, Shelf, added, lent, limited
from tests.journal.witness import objection

NEXT = DAY + timedelta(days=30)


def parameter(kind: type, choices: tuple[str, ...] = ()) -> Parameter[Any]:
    """Return a parameter whose values are of that type."""
    return Parameter(
        code="S02.x", rule=S02, unit=Text("things", "件"), type=kind, zh="某值", en="A value", choices=choices
    )


def test_the_latest_version_holds() -> None:
    """A value is that of the latest version since then, whatever their order in the setting; before the first, none."""
    setting = Setting(values=(Value(S02_MOST, 5, NEXT, "校务会"), Value(S02_MOST, 3, DAY, "总务处", "verified")))
    assert setting.value(S02_MOST, DAY - timedelta(days=1)) is None
    assert [setting.value(S02_MOST, day) for day in (DAY, NEXT - timedelta(days=1), NEXT, date(2199, 1, 1))] == [
        3,
        3,
        5,
        5,
    ]
    version = setting.version(S02_MOST, DAY)
    assert version is not None
    assert (version.source, version.status) == ("总务处", "verified")
    assert setting.version(parameter(int), DAY) is None


def test_a_rule_without_a_number_neither_refuses_nor_reports() -> None:
    """Before its first value a rule that needs a number lets everything pass, from then on it holds."""
    book = Shelf(limited(1, NEXT))
    book.post(added("A-1", "A-2", "A-3"))
    book.post(lent("A-1", "L-1"))
    book.post(lent("A-2", "L-2", on=NEXT - timedelta(days=1)))
    assert objection(book, lent("A-3", "L-3", on=NEXT)).code == "rule"
    assert book.breaches(DAY) == ()


def test_a_new_number_does_not_make_a_kept_book_invalid() -> None:
    """A book replays under a setting that has a stricter value from a later day."""
    book = Shelf(limited(3))
    book.post(added("A-1", "A-2"))
    book.post_all([lent("A-1", "L-1"), lent("A-2", "L-2")])
    stricter = Setting(values=(*book.setting.values, Value(S02_MOST, 1, NEXT, "校务会")))
    again = Shelf.replay(book.entries, setting=stricter)
    assert again.version == 3
    assert again.setting is stricter


def test_two_values_from_one_day_are_refused() -> None:
    """One parameter has one value from one day; another parameter may have one from the same day."""
    with pytest.raises(InvalidValue) as caught:
        Setting(values=(Value(S02_MOST, 3, DAY, "a"), Value(S02_MOST, 4, NEXT, "b"), Value(S02_MOST, 3, DAY, "c")))
    assert (caught.value.code, caught.value.fields) == ("duplicate", ("S02.most",))
    assert len(Setting(values=(Value(S02_MOST, 3, DAY, "a"), Value(parameter(int), 3, DAY, "b"))).values) == 2


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (int, [0, -1, 10**6], [True, 1.0, "1", Decimal(1), None]),
        (bool, [True, False], [1, 0, "yes", None]),
        (str, ["local"], [5, None, b"local"]),
        (Decimal, [Decimal("0.5")], [0.5, 1, "0.5"]),
        (date, [DAY], ["2025-09-01", datetime(2025, 9, 1)]),  # noqa: DTZ001
        (tuple, [(), ("parts",)], [["parts"], "parts"]),
        (type(end_of_same_day), [end_of_same_day, within_hours(48)], ["end_of_same_day", None]),
    ],
)
def test_a_value_is_of_the_type_of_its_parameter(kind: type, good: list[Any], bad: list[Any]) -> None:
    """A value has exactly the type its parameter says, and no other that would do as well."""
    for value in good:
        assert Setting(values=(Value(parameter(kind), value, DAY, "a"),)).value(parameter(kind), DAY) == value
    for value in bad:
        with pytest.raises(InvalidValue) as caught:
            Value(parameter(kind), value, DAY, "a")
        assert (caught.value.code, caught.value.fields) == ("type", ("S02.x",))


def test_a_number_lies_between_its_bounds() -> None:
    """Where the parameter has a least or a most, a value lies between them."""
    bounded = evolve(parameter(int), least=1, most=5)
    assert [Value(bounded, number, DAY, "a").value for number in (1, 5)] == [1, 5]
    for number, one in ((0, bounded), (6, bounded), (0, evolve(bounded, most=None)), (6, evolve(bounded, least=None))):
        with pytest.raises(InvalidValue) as caught:
            Value(one, number, DAY, "a")
        assert caught.value.code == "range"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"school": " "}, "school"),
        ({"school": 5}, "school"),
        ({"values": Value(S02_MOST, 3, DAY, "a")}, "values"),
        ({"values": [Value(S02_MOST, 3, DAY, "a")]}, "values"),
        ({"values": (3,)}, "values"),
        ({"routines": []}, "routines"),
        ({"calendar": "2025"}, "calendar"),
    ],
)
def test_a_setting_is_made_of_the_right_parts(change: dict[str, Any], field: str) -> None:
    """A school's name, a tuple of values, a calendar and a tuple of routines, and nothing else that would do as well."""
    with pytest.raises(InvalidValue) as caught:
        Setting(**change)
    assert caught.value.fields == (field,)


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_a_number_in_a_setting_is_finite(value: str) -> None:
    """What cannot be compared cannot be a limit."""
    with pytest.raises(InvalidValue) as caught:
        Value(parameter(Decimal), Decimal(value), DAY, "a")
    assert caught.value.code == "range"


def test_a_coded_value_is_one_of_the_choices() -> None:
    """Where the parameter lists codes, a value is one of them."""
    coded = parameter(str, ("weekly", "daily"))
    assert Value(coded, "daily", DAY, "a").value == "daily"
    with pytest.raises(InvalidValue) as caught:
        Value(coded, "hourly", DAY, "a")
    assert caught.value.code == "choice"
    assert "weekly, daily" in caught.value.takes.en


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"since": "2025-09-01"}, "type"),
        ({"since": datetime(2025, 9, 1)}, "type"),  # noqa: DTZ001
        ({"since": date(1, 1, 1)}, "range"),
        ({"source": ""}, "blank"),
        ({"source": None}, "type"),
        ({"status": "sure"}, "choice"),
    ],
)
def test_a_value_says_since_when_and_from_where(change: dict[str, Any], code: str) -> None:
    """The day, the source and the status of a value are checked when it is made."""
    usual: dict[str, Any] = {"parameter": S02_MOST, "value": 3, "since": DAY, "source": "总务处"}
    with pytest.raises(InvalidValue) as caught:
        Value(**{**usual, **change})
    assert caught.value.code == code


def test_a_value_reads_as_one_line() -> None:
    """A value says its code, the value, since when, and where it comes from."""
    assert str(Value(S02_MOST, 3, DAY, "总务处")) == "S02.most = 3 since 2025-09-01 (local: 总务处)"


def test_rules_and_settings_speak_for_themselves() -> None:
    """A rule has its wording in both languages and a switch to make it strict; equal settings are equal."""
    assert S02.text == Text("Nobody holds too much at once", "每人借用有限额")
    assert (S02.strict.code, S02.strict.type, S02.strict.rule) == ("S02.strict", bool, S02)
    assert limited(2) == limited(2) != limited(3)
    assert hash(limited(2)) == hash(limited(2))
    assert Shelf().setting == Setting()
