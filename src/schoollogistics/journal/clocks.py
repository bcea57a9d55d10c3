"""When a clock that a school sets runs out: the deadline of a parameter, counted for one subject."""

from collections.abc import Iterable
from datetime import date

from schoollogistics.calendar.deadlines import Deadline, Moment, Pause
from schoollogistics.errors import OutOfCoverage, Text
from schoollogistics.journal.rules import Parameter
from schoollogistics.journal.setting import Setting


def deadline_after(
    setting: Setting,
    parameter: Parameter[Deadline],
    start: Moment,
    about: str,
    pauses: Iterable[Pause] = (),
    as_of: date | None = None,
) -> Moment | None:
    """Return the deadline that *parameter* sets the subject *about* from *start* on; None without a value.

    The value is the one in force when the clock starts; *pauses* stop it, as they stand at the end of *as_of*.
    ``OutOfCoverage`` names the subject.
    """
    deadline = setting.value(parameter, start.day)
    if deadline is None:
        return None
    try:
        return deadline.due(start, calendar=setting.calendar, pauses=pauses, as_of=as_of)
    except OutOfCoverage as error:
        raise OutOfCoverage(
            error.code,
            tried=Text(f"{about}: {error.tried.en}", f"{about}：{error.tried.zh}"),
            stands=error.stands,
            takes=error.takes,
            fields=error.fields,
        ) from error
