"""Why a day is not like its weekday: rules of the nation, the region, the school or one grade, laid over each other."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from attrs import Factory, field, frozen

from schoollogistics.calendar.names import check_audience, check_name
from schoollogistics.errors import LogisticsError, Text, invalid
from schoollogistics.values.periods import DateSpan, check_day

RuleKind = Literal["holiday", "break", "suspended", "make_up", "school"]

RULE_KINDS: Final[Mapping[str, Text]] = {
    "holiday": Text("public holiday", "节假日"),
    "break": Text("school break", "放假"),
    "suspended": Text("lessons suspended", "停课"),
    "make_up": Text("make-up day", "调休上课"),
    "school": Text("school day", "上学日"),
}
OPEN_KINDS: Final = frozenset({"make_up", "school"})
MOST_RULES: Final = 10_000
MOST_LAYERS: Final = 100
PUBLISHED: Final = "校历"


@frozen
class DayRule(DateSpan):
    """What holds from *first* to *last* (default: that one day): a holiday, a break, a make-up day.

    ``kind`` is one of ``holiday``, ``break``, ``suspended`` (no school), ``make_up``, ``school`` (school).
    ``follows``, for a make-up day only, is the date whose timetable runs, when the school has announced it; no notice
    says it, so it is never assumed. ``source`` names the notice. ``InvalidValue`` when a part cannot stand.
    """

    last: date = Factory(lambda self: self.first, takes_self=True)
    kind: RuleKind = field(kw_only=True)
    name: str = field(kw_only=True)
    source: str = field(default="", kw_only=True)
    follows: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if type(self.kind) is not str or self.kind not in RULE_KINDS:
            raise invalid(
                "choice",
                "kind",
                self.kind,
                Text("is not a kind of rule", "不是规则种类"),
                Text(", ".join(RULE_KINDS), "、".join(RULE_KINDS)),
            )
        check_name(self.name, "name")
        if self.source != "":
            check_name(self.source, "source")
        if self.follows is not None:
            check_day(self.follows, "follows")
            if self.kind != "make_up" or self.first != self.last:
                raise invalid(
                    "shape",
                    "follows",
                    self.follows,
                    Text("is given for more than one make-up day", "不是为单个调休日填写"),
                    Text("a rule of kind make_up for one day", "只用于一天的 make_up 规则"),
                )


def _by_first_day(rules: Iterable[DayRule]) -> tuple[DayRule, ...]:
    given = tuple(rules)
    if len(given) > MOST_RULES:
        raise _too_many("rules", given, len(given), MOST_RULES)
    for place, rule in enumerate(given):
        if type(rule) is not DayRule:
            raise invalid(
                "type",
                f"rules[{place}]",
                rule,
                Text("is not a rule", "不是规则"),
                Text("DayRule(first, last, kind=…, name=…)", "请写 DayRule(first, last, kind=…, name=…)"),
            )
    return tuple(sorted(given, key=lambda rule: rule.first))


@frozen
class Layer:
    """The rules one authority sets: ``Layer("nation", rules)``; a later layer of a calendar overrules an earlier one.

    ``audience`` limits them to a part of the school. Rules of one layer share no day: ``InvalidValue`` names both.
    """

    name: str
    rules: tuple[DayRule, ...] = field(converter=_by_first_day)
    audience: str | None = None

    def __attrs_post_init__(self) -> None:
        check_name(self.name, "name")
        check_audience(self.audience)
        for before, after in pairwise(self.rules):
            if before.overlaps(after):
                raise invalid(
                    "duplicate",
                    "rules",
                    after.first,
                    Text(
                        f"has two rules in layer {self.name!r}: {before.name!r} and {after.name!r}",
                        f"在“{self.name}”中有两条规则：“{before.name}”和“{after.name}”",
                    ),
                    Text("one rule for a day, or a later layer for the exception", "一天一条规则；例外请另设后一层"),
                )


class RuledDay(NamedTuple):
    """The rule that decides a day and the layer it stands in."""

    rule: DayRule
    layer: Layer


def published_layer(days_off: Mapping[date, str], make_up_days: Mapping[date, date | None]) -> tuple[Layer, ...]:
    """Return what a calendar was given as plain days as its lowest layer, or nothing when it was given none."""
    for field_name, days in (("days_off", days_off), ("make_up_days", make_up_days)):
        if not isinstance(days, Mapping):
            raise invalid(
                "type",
                field_name,
                days,
                Text("is not a mapping of dates", "不是按日期的对照表"),
                Text("{date(2025, 10, 1): …}", "请写 {date(2025, 10, 1): …}"),
            )
        if len(days) > MOST_RULES:
            raise _too_many(field_name, days, len(days), MOST_RULES)
    rules = [DayRule(check_day(day, "days_off"), kind="holiday", name=name) for day, name in days_off.items()]
    for day, follows in make_up_days.items():
        check_day(day, "make_up_days")
        rules.append(DayRule(day, kind="make_up", name=RULE_KINDS["make_up"].zh, follows=follows))
    return (Layer(PUBLISHED, tuple(rules)),) if rules else ()


def check_layers(layers: Iterable[Layer]) -> tuple[Layer, ...]:
    """Return *layers* as given, lowest first; ``InvalidValue`` if one is something else or there are too many."""
    given = tuple(layers)
    if len(given) > MOST_LAYERS:
        raise _too_many("layers", given, len(given), MOST_LAYERS)
    for place, layer in enumerate(given):
        if type(layer) is not Layer:
            raise invalid(
                "type",
                f"layers[{place}]",
                layer,
                Text("is not a layer", "不是规则层"),
                Text("Layer(name, rules)", "请写 Layer(name, rules)"),
            )
    return given


def general_layers(layers: Iterable[Layer]) -> tuple[Layer, ...]:
    """Return those of *layers* that hold for the whole school."""
    return tuple(layer for layer in layers if layer.audience is None)


def ruled_days(layers: Iterable[Layer], span: DateSpan) -> dict[int, RuledDay]:
    """Return the deciding rule of every ruled day of *span*, by ordinal day; a later layer overrules an earlier."""
    found: dict[int, RuledDay] = {}
    for layer in layers:
        for rule in layer.rules:
            begin, end = max(rule.first, span.first), min(rule.last, span.last)
            found.update(dict.fromkeys(range(begin.toordinal(), end.toordinal() + 1), RuledDay(rule, layer)))
    return found


def _too_many(field_name: str, value: object, count: int, most: int) -> LogisticsError:
    return invalid(
        "limit",
        field_name,
        value,
        Text(f"has {count} of them", f"有 {count} 项"),
        Text(f"at most {most}", f"最多 {most} 项"),
    )
