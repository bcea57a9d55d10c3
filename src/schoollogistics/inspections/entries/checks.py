"""What was looked at and done on a round: a check with its lines, and routine work that has no record of its own."""

from typing import ClassVar, final

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

    ``fixed`` means found and put right on the spot. The place is the area of the check where the line names none.
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
        if self.reading is None:
            return False
        return (self.least is not None and self.reading < self.least) or (
            self.most is not None and self.reading > self.most
        )


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
        seen: set[tuple[str, str | None]] = set()
        for line in self.lines:
            place = line.place or self.area
            known = (id_key(line.item), place and id_key(place))
            if known in seen:
                where = f" ({place})" if place else "", f"（{place}）" if place else ""
                raise state.refusal(
                    self,
                    "duplicate",
                    stands=Text(f"{line.item}{where[0]} is there twice", f"{line.item}{where[1]}重复"),
                    takes=Text("one line for one item in one place", "同一地点的同一项目只填一行"),
                    fields=("lines",),
                )
            seen.add(known)
            self._check_words(line, state)
            self._check_reading(line, state)

    def _check_words(self, line: CheckLine, state: InspectionState) -> None:
        wanted = {"ok": (), "fault": ("remark",), "fixed": ("remark", "handling")}[line.result]
        lacking = [name for name in wanted if getattr(line, name) is None]
        if lacking:
            result, names = LABELS.choice("result", line.result), [LABELS.field(name) for name in lacking]
            raise state.refusal(
                self,
                "missing",
                stands=Text(f"{line.item}: {result.en}, and no more is said", f"{line.item}：{result.zh}，未写明情况"),
                takes=Text(", ".join(name.en for name in names), "请填" + "、".join(name.zh for name in names)),
                fields=tuple(f"lines.{name}" for name in lacking),
            )

    def _check_reading(self, line: CheckLine, state: InspectionState) -> None:
        given = [each for each in (line.reading, line.least, line.most) if each is not None]
        if len({each.kind for each in given}) > 1:
            units = [each.unit for each in given]
            raise state.refusal(
                self,
                "choice",
                stands=Text(f"{line.item} is in {' and '.join(units)}", f"{line.item} 的单位为 {'、'.join(units)}"),
                takes=Text("a reading in the unit of its limits", "读数与上下限的单位应一致"),
                fields=("lines.reading",),
            )
        if line.least is not None and line.most is not None and line.most < line.least:
            raise state.refusal(
                self,
                "order",
                stands=Text(f"{line.item}: at most {line.most}", f"{line.item} 的上限为 {line.most}"),
                takes=Text(f"{line.least} or more, the least", f"不得小于下限 {line.least}"),
                fields=("lines.most",),
            )
        if line.result == "ok" and line.outside:
            limits = f"{'' if line.least is None else line.least} … {'' if line.most is None else line.most}".strip()
            raise state.refusal(
                self,
                "range",
                stands=Text(
                    f"{line.item} reads {line.reading}, not in order", f"{line.item} 读数 {line.reading}，不正常"
                ),
                takes=Text(f"{limits}, or a line that says what is wrong", f"{limits}，或如实填写问题"),
                fields=("lines.reading", "lines.result"),
            )


@final
@frozen(kw_only=True)
class RoutineDone(Entry[InspectionState]):
    """Routine work without a record of its own was done, as often as it says (例行工作完成)."""

    kind: ClassVar[str] = "inspections.routine_done"

    routine: Code
    times: Times = 1
    place: PlaceId | None = None
