"""Figures are sums of contributions: what each entry adds to a measure, so they can be traced and added up."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Self

from attrs import field, frozen

from schoollogistics.errors import Text, Unknown
from schoollogistics.journal.entry import Entry, Ref
from schoollogistics.values.money import own_context
from schoollogistics.values.texts import near

Amount = int | Decimal
Amounts = Mapping[type[Entry[Any]], Callable[[Any, Decimal | None], Amount | None]]


@frozen(kw_only=True)
class Measure:
    """Something that is added up: *amounts* says what an entry of each kind adds, from the entry and what it derived.

    An amount of None, or a kind that is not listed, adds nothing. Measures never read the calendar.
    """

    code: str
    zh: str
    en: str
    unit: Text
    amounts: Amounts

    @property
    def text(self) -> Text:
        """Its name in both languages."""
        return Text(self.en, self.zh)


@frozen(order=True)
class Contribution:
    """What one entry of one school adds to one measure, on its accounting date."""

    measure: str
    school: str
    ref: Ref
    on: date
    amount: Amount


def _ordered(contributions: "tuple[Contribution, ...]") -> "tuple[Contribution, ...]":
    return tuple(sorted(contributions))


@frozen(repr=False)
class Figures:
    """Sums by measure code, with the contributions behind each; ``a + b`` adds two schools or two months up.

    Adding is associative and commutative, and ``Figures.zero()`` adds nothing. ``codes`` are the measures that were
    asked; a sum of any other is ``Unknown``, not zero.
    """

    contributions: tuple[Contribution, ...] = field(default=(), converter=_ordered)
    codes: frozenset[str] = frozenset()
    totals: Mapping[str, Amount] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        context, totals = own_context(), dict[str, Amount]()
        for each in self.contributions:
            held, amount = totals.get(each.measure, 0), each.amount
            whole = isinstance(held, int) and isinstance(amount, int)
            totals[each.measure] = held + amount if whole else context.add(held, amount)
        object.__setattr__(self, "totals", totals)

    @classmethod
    def zero(cls) -> Self:
        """Return the figures of nothing."""
        return cls()

    def __add__(self, other: "Figures") -> "Figures":
        return Figures((*self.contributions, *other.contributions), self.codes | other.codes)

    def __getitem__(self, measure: Measure | str) -> Amount:
        return self.totals.get(self._code(measure), 0)

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

    def rate(self, part: Measure | str, whole: Measure | str) -> Decimal | None:
        """Return the quotient of two sums to 60 digits; None where the whole is zero."""
        below = self[whole]
        return None if below == 0 else own_context().divide(Decimal(self[part]), Decimal(below))
