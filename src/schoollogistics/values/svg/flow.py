"""The diagram of a transition table: a state a row, and every arrow in a lane of its own.

States stand below one another, so each has its own height. An arrow to the next state runs straight down; one further
down leaves to the right, one back up to the left, each on its own level and named right beside its box; the lanes begin
where the space for names ends. So nothing is ever written over, whatever the table. Arrows into one state from one side
share its lane.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from attrs import frozen

from schoollogistics.errors import Language, Text, Unknown, invalid
from schoollogistics.values.svg.canvas import (
    MARGIN,
    SMALL_SIZE,
    TITLE_HEIGHT,
    TITLE_SIZE,
    Svg,
    box,
    fitted,
    path,
    picture,
    said,
    text_width,
    too_many,
    write,
)
from schoollogistics.values.tables.cells import check_language

STATES_MOST: Final = 40
ARROWS_MOST: Final = 200
NAME_SIZE: Final = 14
NAME_MOST: Final = 200
LABEL_MOST: Final = 240
LINE: Final = 16
BOX_HEIGHT: Final = 42
BOX_WIDTH: Final = 104
GAP: Final = 26
LANE: Final = 16
TURN: Final = 8
LOOP: Final = 26

Label = str | Text
Side = Literal["down", "loop", "right", "left"]
Route = tuple[int, int]
Routes = Mapping[Route, tuple[str, ...]]


def flow(
    title: Label,
    states: Mapping[str, Label],
    arrows: Iterable[tuple[str, Label, str]],
    *,
    language: Language = "zh",
) -> Svg:
    """Return a state diagram: boxes for *states* (code to name), arrows for (from, name, to), top to bottom as given.

    The first state is where everything begins; one that nothing leaves is an end. Names on arrows between the same two
    states stand together. At most 40 states and 200 arrows; ``InvalidValue``: ``missing`` without states, ``type``,
    ``limit``; ``Unknown`` for an arrow from or to a state that is not listed.
    """
    language = check_language(language)
    names = [said(name, "states", language) for name in states.values()]
    if not names:
        raise invalid(
            "missing", "states", None, Text("there are no states", "没有状态"), Text("at least one", "至少一个状态")
        )
    if len(names) > STATES_MOST:
        raise too_many("states", len(names), STATES_MOST)
    routes = _routes(list(states), arrows, language)
    heading = said(title, "title", language)
    drawing = _Drawing(tuple(fitted(name, NAME_MOST, NAME_SIZE) for name in names), routes)
    width = max(drawing.width, text_width(heading, TITLE_SIZE) + 2 * MARGIN)
    told = [f"{names[i]} → {names[j]}: {', '.join(labels)}" for (i, j), labels in routes.items()] or names
    return picture(heading, told, (width, drawing.bottom + MARGIN), drawing.marks(), language)


def _routes(codes: list[str], arrows: Iterable[tuple[str, Label, str]], language: Language) -> Routes:
    found: dict[Route, list[str]] = {}
    for number, (start, name, end) in enumerate(arrows, 1):
        if number > ARROWS_MOST:
            raise too_many("arrows", number, ARROWS_MOST)
        for code in (start, end):
            if code not in codes:
                raise invalid(
                    "unknown",
                    "arrows",
                    code,
                    Text("is not among the states", "不在状态之列"),
                    Text(f"one of {', '.join(codes)}", f"可选：{'、'.join(codes)}"),
                    Unknown,
                )
        labels = found.setdefault((codes.index(start), codes.index(end)), [])
        label = fitted(said(name, "arrows", language), LABEL_MOST, SMALL_SIZE)
        if label not in labels:
            labels.append(label)
    return {route: tuple(found[route]) for route in sorted(found)}


def _side(route: Route) -> Side:
    start, end = route
    if start == end:
        return "loop"
    if end == start + 1:
        return "down"
    return "right" if end > start else "left"


@frozen
class _Port:
    """One level at a side of a box: an arrow that leaves with its labels, a loop, or where arrows arrive (no route)."""

    route: Route | None
    side: Side
    labels: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        if self.route is None:
            return LINE
        return max(len(self.labels) * LINE, LOOP if self.side == "loop" else 0) + 8

    @property
    def level(self) -> int:
        """How far below its top the line runs: under its labels if it leaves, else in the middle."""
        return self.height - 4 if self.route and self.side != "loop" else self.height // 2


class _Drawing:
    """Where every box, level and lane lies, worked out once; ``marks`` draws it."""

    def __init__(self, names: tuple[str, ...], routes: Routes) -> None:
        self.names = names
        self.routes = routes
        self.leaving: dict[Route, float] = {}
        self.arriving: dict[tuple[int, Side], float] = {}
        self.tops: list[float] = []
        self.heights: list[float] = []
        self.spans: dict[tuple[int, Side], tuple[float, float]] = {}
        self._place_boxes()
        self.lanes = {**self._lanes("right"), **self._lanes("left")}
        self._place_sides()

    def _ports(self, state: int) -> tuple[list[_Port], list[_Port]]:
        # Each side is ordered so that no line crosses another of the same box: what comes from above arrives first, the
        # outermost lane is left for first on the right and last on the left.
        leaving = [_Port(route, _side(route), self.routes[route]) for route in self.routes if route[0] == state]
        arriving = {_side(route) for route in self.routes if route[1] == state}
        right = [_Port(None, "right")] if "right" in arriving else []
        right += [port for port in leaving if port.side == "loop"]
        right += [port for port in reversed(leaving) if port.side == "right"]
        left = [port for port in reversed(leaving) if port.side == "left"]
        left += [_Port(None, "left")] if "left" in arriving else []
        return right, left

    def _place_boxes(self) -> None:
        top = float(TITLE_HEIGHT)
        for state in range(len(self.names)):
            sides = self._ports(state)
            height = max(BOX_HEIGHT, *(sum(port.height for port in side) + 10 for side in sides))
            for side in sides:
                level = top + (height - sum(port.height for port in side)) / 2
                for port in side:
                    if port.route:
                        self.leaving[port.route] = level + port.level
                    else:
                        self.arriving[state, port.side] = level + port.level
                    level += port.height
            self.tops.append(top)
            self.heights.append(height)
            below = self.routes.get((state, state + 1), ())
            top += height + max(GAP, len(below) * LINE + 20 if below else 0)
        self.bottom = self.tops[-1] + self.heights[-1]

    def _lanes(self, side: Side) -> dict[tuple[int, Side], int]:
        spans: dict[tuple[int, Side], tuple[float, float]] = {}
        for target in sorted({route[1] for route in self.routes if _side(route) == side}):
            levels = [self.leaving[route] for route in self.routes if _side(route) == side and route[1] == target]
            levels.append(self.arriving[target, side])
            spans[target, side] = (min(levels), max(levels))
        self.spans.update(spans)
        lanes: dict[tuple[int, Side], int] = {}
        # Short ones go innermost; two that never lie side by side can have the same lane.
        for key in sorted(spans, key=lambda key: (spans[key][1] - spans[key][0], key)):
            first, last = spans[key]
            taken = {lanes[k] for k in lanes if spans[k][0] <= last + LANE and first <= spans[k][1] + LANE}
            lanes[key] = min(set(range(len(taken) + 1)) - taken)
        return lanes

    def _place_sides(self) -> None:
        wide = max(BOX_WIDTH, *(text_width(name, NAME_SIZE) + 32 for name in self.names))
        named = {side: [0.0] for side in ("down", "loop", "right", "left")}
        for route, labels in self.routes.items():
            named[_side(route)] += [text_width(label, SMALL_SIZE) for label in labels]
        used = {side: [n + 1 for (_, s), n in self.lanes.items() if s == side] for side in ("right", "left")}
        room = {side: max(named[side]) + 22 if used[side] else 0.0 for side in ("right", "left")}
        loops = LOOP + 14 + max(named["loop"]) if max(named["loop"]) else 0.0
        room["right"] = max(room["right"], loops, max(named["down"]) + 18 - wide / 2)
        self.left = MARGIN + room["left"] + LANE * max(used["left"], default=0)
        self.right = self.left + wide
        self.first_lane = {"right": self.right + room["right"], "left": self.left - room["left"]}
        self.width = self.first_lane["right"] + LANE * max(used["right"], default=0) + MARGIN

    def marks(self) -> Iterator[str]:
        """Draw lines, then boxes over their ends, then names."""
        for route in self.routes:
            yield from {"down": self._down, "loop": self._loop}.get(_side(route), self._around)(route)
        for target, side in self.lanes:
            yield from self._arrival(target, side)
        ends = set(range(1, len(self.names))) - {start for start, end in self.routes if start != end}
        middle, wide = (self.left + self.right) / 2, self.right - self.left
        for state, name in enumerate(self.names):
            kind = "sl-first" if state == 0 else "sl-end" if state in ends else "sl-state"
            top, height = self.tops[state], self.heights[state]
            yield box(self.left, top, (wide, height), kind, min(height / 2, 21) if state == 0 or state in ends else 8)
            yield write(middle, top + height / 2 + 5, name, "sl-first-name" if state == 0 else "sl-name", "middle")

    def _down(self, route: Route) -> Iterator[str]:
        middle = (self.left + self.right) / 2
        start, end = self.tops[route[0]] + self.heights[route[0]], self.tops[route[1]]
        yield path(["M", middle, start, "V", end - 6], "sl-on")
        yield path(["M", middle, end, "l", -4.5, -8, "h", 9, "Z"], "sl-on-tip")
        labels = self.routes[route]
        yield from self._labels(labels, middle + 10, (start + end) / 2 + len(labels) * LINE / 2 - 5, "start")

    def _loop(self, route: Route) -> Iterator[str]:
        level, far = self.leaving[route], self.right + LOOP
        up, down = level - 9, level + 9
        turn: list[str | float] = [
            "H",
            far - 9,
            "Q",
            far,
            up,
            far,
            level,
            "Q",
            far,
            down,
            far - 9,
            down,
            "H",
            self.right + 6,
        ]
        yield path(["M", self.right, up, *turn], "sl-on")
        yield _tip(self.right, down, 1, "sl-on-tip")
        labels = self.routes[route]
        yield from self._labels(labels, far + 6, level + len(labels) * LINE / 2 - 4, "start")

    def _around(self, route: Route) -> Iterator[str]:
        side = _side(route)
        edge, out = (self.right, 1) if side == "right" else (self.left, -1)
        lane, level = self._lane(route[1], side), self.leaving[route]
        arrive = self.arriving[route[1], side]
        # Only the longest is drawn all the way; the others join it, so that no line is drawn twice and looks heavier.
        longest = level in self.spans[route[1], side]
        turn: list[str | float] = ["Q", lane, level, lane, level + out * TURN]
        turn += ["V", arrive - out * TURN] if longest else []
        yield path(["M", edge, level, "H", lane - out * TURN, *turn], "sl-on" if out == 1 else "sl-back")
        yield from self._labels(self.routes[route], edge + out * 10, level - 5, "start" if out == 1 else "end")

    def _arrival(self, target: int, side: Side) -> Iterator[str]:
        edge, out, kind = (self.right, 1, "sl-on") if side == "right" else (self.left, -1, "sl-back")
        lane, level = self._lane(target, side), self.arriving[target, side]
        turn: list[str | float] = ["Q", lane, level, lane - out * TURN, level, "H", edge + out * 6]
        yield path(["M", lane, level - out * TURN, *turn], kind)
        yield _tip(edge, level, out, f"{kind}-tip")

    def _lane(self, target: int, side: Side) -> float:
        out = 1 if side == "right" else -1
        return self.first_lane[side] + out * (LANE * self.lanes[target, side] + TURN)

    def _labels(self, labels: tuple[str, ...], x: float, last: float, anchor: str) -> Iterator[str]:
        for number, label in enumerate(reversed(labels)):
            yield write(x, last - LINE * number, label, "sl-small", anchor)


def _tip(x: float, y: float, out: int, name: str) -> str:
    return path(["M", x, y, "l", out * 8, -4.5, "v", 9, "Z"], name)
