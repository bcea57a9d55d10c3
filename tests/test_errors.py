"""Errors: each says what was tried, where it stands and what it takes, in both languages, and can be handed on."""

import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from schoollogistics.errors import (
    CODES,
    SHOWN_LENGTH,
    BadDocument,
    Closed,
    Duplicate,
    InvalidValue,
    LogisticsError,
    MissingExtra,
    OutOfCoverage,
    Refused,
    Text,
    Unknown,
    invalid,
    missing_extra,
    shown,
)
from schoollogistics.repairs.rules import P06

TRIED = Text("RepairAccepted BX-1", "验收 BX-1")
STANDS = Text("钱老师 did not report it", "钱老师不是报修人")
TAKES = Text("the signature of 李老师", "由李老师签字")


def refusal(**named: Any) -> Refused:
    """Return a refusal with what is named."""
    return Refused("rule", tried=TRIED, stands=STANDS, takes=TAKES, **named)


def test_error_speaks_both_languages() -> None:
    """The text of an error is its English and its Chinese line."""
    error = refusal()
    assert error.text("en") == "RepairAccepted BX-1: 钱老师 did not report it; the signature of 李老师"
    assert error.text("zh") == "验收 BX-1：钱老师不是报修人；由李老师签字"
    assert str(error) == f"{error.text('en')}\n{error.text('zh')}"
    assert Text("a", "甲").text("zh") == "甲"


def test_error_names_rule_and_place() -> None:
    """The rule behind a refusal and the place in a batch are part of the text."""
    error = refusal(rule=P06, position=2)
    assert error.text("en").startswith("entry 3: ")
    assert error.text("en").endswith("(P06: Whoever reported the repair accepts it)")
    assert error.text("zh").startswith("第3条：")
    assert error.text("zh").endswith("（P06 由报修人负责验收签字）")


def test_error_as_data() -> None:
    """A host can send an error on as plain data."""
    assert refusal(rule=P06, excusable=True, fields=["by"]).to_data() == {
        "error": "Refused",
        "code": "rule",
        "fields": ["by"],
        "rule": "P06",
        "excusable": True,
        "position": None,
        "tried": {"en": "RepairAccepted BX-1", "zh": "验收 BX-1"},
        "stands": {"en": "钱老师 did not report it", "zh": "钱老师不是报修人"},
        "takes": {"en": "the signature of 李老师", "zh": "由李老师签字"},
    }
    assert refusal().to_data()["rule"] is None


def test_bad_document_has_a_path_and_problems() -> None:
    """An error of a document says where, alone and for each of several problems."""
    error = BadDocument("format", tried=TRIED, stands=STANDS, takes=TAKES)
    assert (error.path, error.problems) == ("", ())
    error.path, error.problems = "line 2.by", (BadDocument("type", tried=TRIED, stands=STANDS, takes=TAKES),)
    data = error.to_data()
    assert data["path"] == "line 2.by"
    assert [problem["code"] for problem in data["problems"]] == ["type"]  # type: ignore[attr-defined]


def test_error_survives_another_process() -> None:
    """An error that was pickled is the same error, path and problems included."""
    error = BadDocument("format", tried=TRIED, stands=STANDS, takes=TAKES, rule=P06, position=1)
    error.path = "line 3"
    error.problems = (BadDocument("type", tried=TRIED, stands=STANDS, takes=TAKES),)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - it was made here
    assert type(again) is BadDocument
    assert (str(again), again.path, again.to_data()) == (str(error), "line 3", error.to_data())


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (InvalidValue, ValueError),
        (Unknown, LookupError),
        (Duplicate, ValueError),
        (Refused, ValueError),
        (Closed, ValueError),
        (OutOfCoverage, LookupError),
        (BadDocument, ValueError),
        (MissingExtra, ImportError),
    ],
)
def test_errors_are_what_python_calls_them(error: type[LogisticsError], builtin: type[Exception]) -> None:
    """Every error can be caught as the root of the library and as the kind that Python has for it."""
    assert issubclass(error, LogisticsError)
    assert issubclass(error, builtin)


def test_codes_have_words() -> None:
    """Every stable code is explained in both languages."""
    assert all(text.en and text.zh and code == code.lower() for code, text in CODES.items())


def test_invalid_value_shows_what_was_given() -> None:
    """The error of a value names its field and shows the value; without a field it shows the value alone."""
    error = invalid("type", "by", 5, STANDS, TAKES)
    assert (error.tried, error.fields) == (Text("by = 5", "by＝5"), ("by",))
    bare = invalid("type", "", 5, STANDS, TAKES, Unknown)
    assert (type(bare), bare.tried, bare.fields) == (Unknown, Text("5", "5"), ())


def test_missing_package_names_the_extra() -> None:
    """An optional package that is not there is asked for by the extra that brings it."""
    error = missing_extra("statutory_days", "holidays", "calendar")
    assert error.code == "extra-missing"
    assert 'pip install "schoollogistics[calendar]"' in str(error)


class Big(int):
    """An int that is not quite one."""

    __slots__ = ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'灯'", "灯"),
        (r"'a\nb'", "a\nb"),
        (r"'\ud800'", "\ud800"),
        (r"'\u202e'", "\u202e"),
        (r"b'\x00'", b"\x00"),
        ("None", None),
        ("True", True),
        ("1.5", 1.5),
        ("<int of 16610 bits>", 10**5000),
        ("<int of 16610 bits>", Big(10**5000)),
        ("<list of 2>", [1, 2]),
        ("<dict of 0>", {}),
        ("<frozenset of 0>", frozenset()),
        ("2025-09-08", date(2025, 9, 8)),
        ("1E+999999", Decimal("1e999999")),
        ("<object>", object()),
        (r"<a\nb>", type("a\nb", (), {})()),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_values_are_shown_safely(text: str, value: object) -> None:
    """A value in a message is escaped and cheap to make, whatever it is."""
    assert shown(value) == text


def test_long_values_are_cut() -> None:
    """No message carries more than sixty characters of a value."""
    for value in ("x" * 10**6, b"x" * 10**6, Decimal("9" * 10_000), "\n" * 100, type("x" * 100, (), {})()):
        assert len(shown(value)) == SHOWN_LENGTH
        assert shown(value).endswith("…")
