"""What was looked at and done on a round: a check with its lines, and routine work that has no record of its own."""

from typing import ClassVar, Final, final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.inspections.entries.codes import Level, LineResult, Mode, Times
from schoollogistics.inspections.rules import LABELS
from schoollogistics.inspections.state import InspectionState
from schoollogistics.journal import Entry
from schoollogistics.values.ids import Code, PlaceId
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import Note
from schoollogistics.values.texts import id_key


@frozen(kw_only=True)
class CheckLine:
    """One line of a check: an item, how it was, its reading and limits as printed on the sheet, what was found and done.

    ``fixed`` means found and put right on the spot. The place is the area of the round where the line names none.
    """

    item: Code
    result: LineResult
    place: PlaceId | None = None
    reading: Quantity | None = None
    least: Quantity | None = None
    most: Quantity | None = None
    remark: Note | None = None
    handling: Note | None = None

    @property
    def outside(self) -> bool:
        """Whether the reading lies outside of a limit."""
        return is_outside(self.reading, self.least, self.most)


def is_outside(reading: Quantity | None, least: Quantity | None, most: Quantity | None) -> bool:
    """Tell whether a *reading* lies outside of its limits; one in another kind of unit does."""
    if reading is None:
        return False
    if any(limit is not None and limit.kind != reading.kind for limit in (least, most)):
        return True
    return (least is not None and reading < least) or (most is not None and reading > most)


def limits_of(least: Quantity | None, most: Quantity | None) -> str:
    """Return two limits in one text: ``0 °C … 8 °C``, or one of them alone."""
    return f"{'' if least is None else least} … {'' if most is None else most}".strip()


@final
@frozen(kw_only=True)
class CheckHeld(Entry[InspectionState]):
    """Somebody looked at something, line by line (检查).

    It is known by its mode, level, role and scope together (A06). Without lines all was looked at and nothing found.
    """

    kind: ClassVar[str] = "inspections.check_held"

    scope: Code
    level: Level
    mode: Mode
    actor: Code
    area: PlaceId | None = None
    lines: tuple[CheckLine, ...] = ()

    def check(self, state: InspectionState) -> None:
        """Refuse an item twice in one place (duplicate), and lines that do not make sense (missing, choice, order, range)."""
        _check_lines(self, state)


@final
@frozen(kw_only=True)
class RoutineDone(Entry[InspectionState]):
    """Routine work without a record of its own was done, as often as it says, line by line if asked (例行工作完成)."""

    kind: ClassVar[str] = "inspections.routine_done"

    routine: Code
    times: Times = 1
    area: PlaceId | None = None
    lines: tuple[CheckLine, ...] = ()

    def check(self, state: InspectionState) -> None:
        """Refuse in its lines what a check refuses (duplicate, missing, choice, order, range)."""
        _check_lines(self, state)


Round = CheckHeld | RoutineDone
"""What records a round line by line."""
ROUNDS: Final = (CheckHeld, RoutineDone)


def _check_lines(entry: Round, state: InspectionState) -> None:
    places = [line.place or entry.area for line in entry.lines]
    keys = ((id_key(line.item), place and id_key(place)) for line, place in zip(entry.lines, places, strict=True))
    state.each_once(entry, keys, "lines")
    for line in entry.lines:
        _check_words(entry, line, state)
        _check_reading(entry, line, state)


def _check_words(entry: Round, line: CheckLine, state: InspectionState) -> None:
    wanted = {"ok": (), "fault": ("remark",), "fixed": ("remark", "handling")}[line.result]
    lacking = [name for name in wanted if getattr(line, name) is None]
    if lacking:
        result, names = LABELS.choice("result", line.result), [LABELS.field(name) for name in lacking]
        raise state.refusal(
            entry,
            "missing",
            stands=Text(f"{line.item}: {result.en}, and no more is said", f"{line.item}：{result.zh}，未写明情况"),
            takes=Text(", ".join(name.en for name in names), "请填" + "、".join(name.zh for name in names)),
            fields=tuple(f"lines.{name}" for name in lacking),
        )


def _check_reading(entry: Round, line: CheckLine, state: InspectionState) -> None:
    given = [each for each in (line.reading, line.least, line.most) if each is not None]
    if len({each.kind for each in given}) > 1:
        units = dict.fromkeys(each.unit for each in given)
        raise state.refusal(
            entry,
            "choice",
            stands=Text(f"{line.item} is in {' and '.join(units)}", f"{line.item} 的单位为 {'、'.join(units)}"),
            takes=Text("a reading in the unit of its limits", "读数与上下限的单位应一致"),
            fields=("lines.reading",),
        )
    if line.least is not None and line.most is not None and line.most < line.least:
        raise state.refusal(
            entry,
            "order",
            stands=Text(f"{line.item}: at most {line.most}", f"{line.item} 的上限为 {line.most}"),
            takes=Text(f"{line.least} or more, the least", f"不得小于下限 {line.least}"),
            fields=("lines.most",),
        )
    if line.result == "ok" and line.outside:
        limits = limits_of(line.least, line.most)
        raise state.refusal(
            entry,
            "range",
            stands=Text(f"{line.item} reads {line.reading}, not in order", f"{line.item} 读数 {line.reading}，不正常"),
            takes=Text(f"{limits}, or a line that says what is wrong", f"{limits}，或如实填写问题"),
            fields=("lines.reading", "lines.result"),
        )
