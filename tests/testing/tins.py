"""A small book of petty cash tins (备用金) to test the tests with; what a setting calls the school plants a fault in it."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Final, final

from attrs import define, frozen

from schoollogistics.errors import Refused, Text
from schoollogistics.journal import Book, Breach, Column, Entry, Lifecycle, Measure, Rule, Setting, State, add
from schoollogistics.journal.state import LoggedColumn
from schoollogistics.testing import Hints, Pen
from schoollogistics.values.ids import PersonId
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.shapes import Note, Yuan, id_shape

TinId = Annotated[str, id_shape(Text("a tin", "备用金盒"))]
ALL: Final = "all"
MUCH: Final = yuan(300)
MEMORY: list[int] = []
"""What no book may have: something that outlives a call. The planted faults use it."""

T01: Final = Rule(code="T01", family="guard", zh="大额两人签字", en="Two sign for much", source="test", excusable=True)


@define
class TinState(State):
    """The tins, and what is in all of them together."""

    holder: dict[str, str] = Column(of="tin")
    balance: dict[str, Decimal] = Column(of="tin")
    total: dict[str, Decimal] = Column()


def fault(state: State) -> str:
    """Return the fault that the setting plants."""
    return state.setting.school


def balance(state: TinState, tin: str) -> Decimal:
    """Return what is in a tin."""
    return state.balance.get(tin, yuan(0))


@final
@frozen(kw_only=True)
class TinOpened(Entry[TinState]):
    """A tin was handed to somebody (领用)."""

    kind: ClassVar[str] = "tins.opened"
    tin: TinId
    holder: PersonId


@final
@frozen(kw_only=True)
class MoneyPut(Entry[TinState]):
    """Money was put into a tin (存入)."""

    kind: ClassVar[str] = "tins.put"
    tin: TinId
    amount: Yuan

    def check(self, state: TinState) -> None:
        """Refuse nothing or less (range), unless a fault is planted here."""
        if fault(state) == "check writes":
            state.holder[self.tin] = "somebody"
        if fault(state) == "check remembers":
            MEMORY.append(1)
        wrong = self.amount <= 0 or (fault(state) == "check remembers" and len(MEMORY) % 2)
        if wrong:
            raise refusal(self, state, "range")

    def apply(self, state: TinState) -> None:
        """Add it up, or do what the planted fault does."""
        amount = self.amount
        match fault(state):
            case "apply remembers":
                MEMORY.append(1)
                amount += len(MEMORY)
            case "apply strays":
                for tin in state.balance:
                    amount += 0 * state.balance[tin]
            case "apply knows the batch":
                amount += int(isinstance(state.balance, LoggedColumn))
            case "fen lost":
                amount = (
                    amount if self.tin not in state.balance else amount.quantize(Decimal(1)).quantize(Decimal("0.01"))
                )
            case "rewrites the past":
                state.derived.update({number: amount + 1 for number, amount in state.derived.items()})
        add(state.balance, self.tin, amount)
        if fault(state) == "sum overwritten":
            state.total[ALL] = state.total.get(ALL, yuan(0)) + amount
        else:
            add(state.total, ALL, amount)
        state.derive(amount)


@final
@frozen(kw_only=True)
class MoneyTaken(Entry[TinState]):
    """Money was taken out of a tin (支出)."""

    kind: ClassVar[str] = "tins.taken"
    tin: TinId
    amount: Yuan
    purpose: Note

    def check(self, state: TinState) -> None:
        """Refuse more than there is (insufficient), and much under one signature (T01)."""
        if not 0 < self.amount <= balance(state, self.tin):
            raise refusal(self, state, "insufficient")
        if self.amount > MUCH and not self.cosigned_by:
            if fault(state) == "excuse not heard":
                raise refusal(self, state, "rule", T01)
            one = Text("one signature", "一人签字")
            state.refuse(T01, self, stands=one, takes=Text("two", "两人"))

    def outcome(self, state: TinState, key: str) -> str:
        """Return whether anything is left."""
        left = balance(state, key) - self.amount
        limit = yuan(1) if fault(state) == "empty too early" else yuan(0)
        return "empty" if left <= limit else "open"

    def apply(self, state: TinState) -> None:
        """Take it off."""
        add(state.balance, self.tin, -self.amount)
        add(state.total, ALL, -self.amount)


@frozen(kw_only=True)
class TinLine:
    """One tin of a count."""

    tin: TinId
    found: Yuan


@final
@frozen(kw_only=True)
class TinsCounted(Entry[TinState]):
    """Several tins were counted on one sheet (盘点)."""

    kind: ClassVar[str] = "tins.counted"
    lines: tuple[TinLine, ...]


@final
@frozen(kw_only=True)
class TinReturned(Entry[TinState]):
    """An empty tin came back (交回)."""

    kind: ClassVar[str] = "tins.returned"
    tin: TinId


def refusal(entry: Entry[Any], state: State, code: str, rule: Rule | None = None) -> Refused:
    """Return a plain refusal."""
    what = Text("cannot be", "不行")
    return Refused(code, tried=state.describe(entry), stands=what, takes=what, rule=rule, excusable=rule is not None)


TIN: Final = Lifecycle(
    name="tin",
    of=("tin", "lines.tin"),
    table={
        "unseen": {TinOpened: "empty"},
        "empty": {MoneyPut: "open", TinsCounted: "empty", TinReturned: "returned"},
        "open": {MoneyPut: "open", MoneyTaken: ("open", "empty"), TinsCounted: "open"},
        "returned": {},
    },
)


def _put(entry: MoneyPut, derived: Decimal | None) -> Decimal:
    return entry.amount if derived is None else derived


def counting(book: "TinBook", span: DateSpan) -> tuple[Breach, ...]:
    """Find nothing, or, where that is planted, something new each time."""
    if book.setting.school != "answer remembers":
        return ()
    MEMORY.append(1)
    return (Breach(rule=T01, on=span.first, found=Text(f"{len(MEMORY)}", "")),)


class TinBook(Book[Any, TinState]):
    """Petty cash tins."""

    name = "tins"
    kinds = (TinOpened, MoneyPut, MoneyTaken, TinsCounted, TinReturned)
    state_type = TinState
    lifecycles = (TIN,)
    rules = (T01,)
    measures = (Measure(code="tins.put", zh="存入", en="Put in", unit=Text("yuan", "元"), amounts={MoneyPut: _put}),)
    breach_questions = (counting,)
    correcting = (MoneyPut, MoneyTaken)


def _amount_put(_: TinBook, __: str, pen: Pen) -> dict[str, object]:
    return {"amount": yuan(0) if pen.chance(10) else pen.money() + yuan("0.01")}


def _amount_taken(book: TinBook, key: str, pen: Pen) -> dict[str, object]:
    held = book[key].balance if key in book else yuan(100)
    return {"amount": held if pen.chance(50) else (held * (1 + pen.below(110)) / 100).quantize(Decimal("0.01"))}


HINTS: Final[Hints] = {MoneyPut: _amount_put, MoneyTaken: _amount_taken}


def planted(what: str) -> Setting:
    """Return a setting that plants a fault; every run of a fault starts from the same memory."""
    MEMORY.clear()
    return Setting(school=what)
