"""What a calendar may be asked: the conventions and numbers it takes, and what it says to others."""

from datetime import date
from typing import Final, Literal

from schoollogistics.errors import LogisticsError, Text, invalid
from schoollogistics.values.periods import FIRST_DAY, LAST_DAY, check_count

Roll = Literal["skip", "following", "preceding", "modified_following"]

ROLLS: Final = ("skip", "following", "preceding", "modified_following")
MOST_SCHOOL_DAYS: Final = 10_000


def check_roll(convention: object) -> None:
    """Raise ``InvalidValue`` unless *convention* is one of ``ROLLS``."""
    if type(convention) is not str or convention not in ROLLS:
        raise invalid(
            "choice",
            "convention",
            convention,
            Text("is not a convention", "不是顺延方式"),
            Text(", ".join(ROLLS), "、".join(ROLLS)),
        )


def backwards(first: date, last: date) -> LogisticsError:
    """Return the error for a span asked from its later day to its earlier."""
    return invalid(
        "order",
        "last",
        last,
        Text(f"is before the first day {first}", f"早于首日 {first}"),
        Text("the earlier day first", "请把较早的日期写在前面"),
    )


def bad_number(number: object) -> LogisticsError:
    """Return the error for a *number* of school days that cannot be added."""
    whole = type(number) is int
    return invalid(
        "limit" if whole else "type",
        "number",
        number,
        Text("is too many", "过多") if whole else Text("is not a whole number", "不是整数"),
        Text(f"a whole number, at most {MOST_SCHOOL_DAYS}", f"不超过 {MOST_SCHOOL_DAYS} 的整数"),
    )


def bad_nth(year: object, month: object, number: object) -> LogisticsError:
    """Return the error for the first part of "school day *number* of a *month*" that cannot be meant."""
    try:
        check_count(year, "year", FIRST_DAY.year, LAST_DAY.year)
        check_count(month, "month", 1, 12)
        check_count(number, "number", -31, 31)
    except LogisticsError as error:
        return error
    return invalid(
        "range",
        "number",
        number,
        Text("names no day", "不指任何一天"),
        Text("1 for the first, -1 for the last", "1 为第一个，-1 为最后一个"),
    )
