"""Figures are sums of contributions: what each entry adds to a measure, so they can be traced and added up."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final, Self, TypeVar

from attrs import field, frozen

from schoollogistics.errors import Text, Unknown
from schoollogistics.journal.entry import Entry, Ref
from schoollogistics.values.money import own_context
from schoollogistics.values.texts import near

K = TypeVar("K")
Amount = int | Decimal
Part = tuple[str, ...]
Amounts = Mapping[type[Entry[Any]], Callable[[Any, Any], "Amount | Mapping[Part, Amount] | None"]]


@frozen(kw_only=True)
class Measure:
    """Something that is added up: *amounts* says what an entry of each kind adds, from the entry and what it derived.

    An amount of None, or a kind that is not listed, adds nothing. A measure that is told apart, say by segment and
    fund, names in *parts* the codes that may stand at each place (None: any), and its amounts are by part:
    ``{("pupils", "fee"): amount}``. Measures never read the calendar.
    """

    code: str
    zh: str
    en: str
    unit: Text
    amounts: Amounts
    parts: tuple[tuple[str, ...] | None, ...] = ()

    @property
    def text(self) -> Text:
        """Its name in both languages."""
        return Text(self.en, self.zh)


@frozen
class Contribution:
    """What one entry of one school adds to one measure, or to one part of it, on its accounting date."""

    measure: str
    school: str
    ref: Ref
    on: date
    amount: Amount
    part: Part = ()


def _sums(amounts: Iterable[tuple[K, Amount]]) -> dict[K, Amount]:
    context, sums = own_context(), dict[K, Amount]()
    for key, amount in amounts:
        held = sums.get(key, 0)
        whole = isinstance(held, int) and isinstance(amount, int)
        sums[key] = held + amount if whole else context.add(held, amount)
    return sums


def _check_part(measure: Measure, begin: list[str]) -> None:
    for place, code in enumerate(begin):
        choices = measure.parts[place] if place < len(measure.parts) else ()
        if choices is not None and code not in choices:
            listed = ", ".join(choices) or "-"
            raise Unknown(
                "unknown",
                tried=Text(f"figures[{measure.code}, {code!r:.64}]", f"查统计数字 {measure.code} {code!r:.64}"),
                stands=Text(f"{measure.en} has no such part there", f"{measure.zh}没有这一部分"),
                takes=Text(f"one of {listed}", f"可查：{listed}"),
            )


_FACTS: Final = attrgetter("measure", "school", "ref", "on", "amount", "part")


def _ordered(contributions: "tuple[Contribution, ...]") -> "tuple[Contribution, ...]":
    return tuple(sorted(contributions, key=_FACTS))


@frozen(repr=False)
class Figures:
    """Sums by measure code, with the contributions behind each; ``a + b`` adds two schools or two months up.

    Adding is associative and commutative, and ``Figures.zero()`` adds nothing. ``codes`` are the measures that were
    asked; a sum of any other is ``Unknown``, not zero. ``figures[INCOME]`` is the whole sum, ``figures[INCOME,
    "pupils"]`` that of the parts that begin so, ``parts(INCOME)`` the sum of each.
    """

    contributions: tuple[Contribution, ...] = field(default=(), converter=_ordered)
    codes: frozenset[str] = frozenset()
    totals: Mapping[str, Amount] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "totals", _sums((each.measure, each.amount) for each in self.contributions))

    @classmethod
    def zero(cls) -> Self:
        """Return the figures of nothing."""
        return cls()

    def __add__(self, other: "Figures") -> "Figures":
        return Figures((*self.contributions, *other.contributions), self.codes | other.codes)

    def __getitem__(self, asked: "Measure | str | tuple[Measure, *tuple[str, ...]]") -> Amount:
        if not isinstance(asked, tuple):
            return self.totals.get(self._code(asked), 0)
        measure, *begin = asked
        _check_part(measure, begin)
        within = (each for each in self.behind(measure) if list(each.part[: len(begin)]) == begin)
        return _sums(("", each.amount) for each in within).get("", 0)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.codes | set(self.totals)))

    def __repr__(self) -> str:
        return f"<Figures {', '.join(f'{code}={self[code]}' for code in self)}>"

    def _code(self, measure: Measure | str) -> str:
        code = measure if isinstance(measure, str) else measure.code
        if self.codes and code not in self.codes and code not in self.totals:
            hints = near(code, self.codes) or tuple(sorted(self.codes))
            raise Unknown(
                "unknown",
                tried=Text(f"figures[{code!r:.64}]", f"查统计数字 {code!r:.64}"),
                stands=Text("nothing of that name is measured", "没有这项统计"),
                takes=Text(f"one of {', '.join(hints)}", f"可查：{'、'.join(hints)}"),
            )
        return code

    def behind(self, measure: Measure | str) -> tuple[Contribution, ...]:
        """Return the contributions that the sum of *measure* is made of."""
        code = self._code(measure)
        return tuple(each for each in self.contributions if each.measure == code)

    def parts(self, measure: Measure | str) -> Mapping[Part, Amount]:
        """Return the sum of each part of *measure* that anything was added to, in order of their codes."""
        return dict(sorted(_sums((each.part, each.amount) for each in self.behind(measure)).items()))

    def rate(self, part: Measure | str, whole: Measure | str) -> Decimal | None:
        """Return the quotient of two sums to 60 digits; None where the whole is zero."""
        below = self[whole]
        return None if below == 0 else own_context().divide(Decimal(self[part]), Decimal(below))
