"""Many random months: whatever happened in them, they can be counted, shared out, reconciled and closed."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

import pytest

from schoollogistics.canteen import CanteenLedger, CashCounted, CashReturned, balance_sheet
from schoollogistics.canteen.lifecycle import BANK_MOVED, COST_INCURRED
from schoollogistics.canteen.rules.accounts import ADVANCES, BANK, CASH, RECEIVABLE, STORE
from schoollogistics.canteen.state import COMMON, ledger_balances, store_agrees, suppliers_agree
from schoollogistics.canteen.state.stock import quantity_of
from schoollogistics.errors import LogisticsError
from schoollogistics.journal import EntryReversed, MonthClosed, Ref
from schoollogistics.values.money import NOTHING, total, yuan
from schoollogistics.values.periods import DateSpan, Month
from tests.canteen.stories import (
    BANK as ACCOUNT,
)
from tests.canteen.stories import (
    CLERK,
    billed,
    carried,
    cash_paid,
    counted,
    drawn,
    enrolled,
    fees_earned,
    fees_returned,
    issued,
    kitchen,
    line,
    listed,
    opened,
    paid,
    priced,
    reconciled,
    refunded,
    served,
    settled,
    stocked,
    stopped,
    subsidised,
    turnover,
    used,
    written_off,
)

ITEMS: Final = (("大米", "grain", "average"), ("面粉", "grain", "fifo"), ("土豆", "vegetables", "average"))
DINERS: Final = (("三1班", "pupils", "学生午餐"), ("王老师", "staff", "教工午餐"))
FIRST: Final = date(2025, 9, 1)


def start(chance: Random) -> CanteenLedger:
    """Return a canteen that begins with something of everything."""
    items: Any = ITEMS
    diners: Any = DINERS
    return kitchen(
        *(enrolled(who, segment, on=FIRST, opening=chance.randint(-50, 900)) for who, segment, _ in diners),
        *(priced(meal, 7, segment, on=FIRST, since=FIRST + timedelta(1)) for _, segment, meal in diners),
        *(listed(item, category, costing=costing) for item, category, costing in items),
        opened(*(line(chance.randint(1, 40), fen(chance), item) for item, _, _ in items)),
        carried(fen(chance)),
        turnover("staff", {"fees": fen(chance)}, {"vegetables": fen(chance)}),
        subsidised(5000, on=FIRST),
    )


def fen(chance: Random) -> Decimal:
    """Draw an amount of up to 900 yuan, to the fen."""
    return Decimal(f"{chance.randint(1, 90_000)}e-2")


def grams(chance: Random) -> Decimal:
    """Draw a quantity of up to 30 kg, to the gram."""
    return Decimal(f"{chance.randint(1, 30_000)}e-3")


def happening(chance: Random, day: date, version: int) -> Any:
    """Draw one thing that may happen on a *day*; much of it cannot, and is refused."""
    diners: Any = DINERS
    who, segment, meal = chance.choice(diners)
    item, amount = chance.choice(ITEMS)[0], fen(chance)
    fund: Any = chance.choice(("fee", "fee", "subsidy")) if segment == "pupils" else "fee"
    to = {"segment": segment, "meal": meal, "on": day, "fund": fund}
    return chance.choice(
        (
            lambda: paid(amount, who, on=day),
            lambda: served(chance.randint(1, 40), who, meal, on=day),
            lambda: fees_earned(amount, who, day),
            lambda: fees_returned(amount / 4, who, day) if amount * 100 % 4 == 0 else fees_returned(1, who, day),
            lambda: refunded(amount, who, on=day),
            lambda: stopped(day, day + timedelta(3), diner="三1班", on=day),
            lambda: stocked(line(grams(chance), amount, item, lot=f"L{version}"), on=day),
            lambda: issued(grams(chance), item, **to),
            lambda: issued(2 * grams(chance), item, unit="斤", **to),
            lambda: used(amount, "土豆", **to),
            lambda: written_off(grams(chance) / 10 if chance.random() < 0.1 else grams(chance), item, day),
            lambda: billed(amount, segment=chance.choice(("common", "pupils", "staff")), on=day),
            lambda: settled(amount, on=day),
            lambda: drawn(amount / 10 if amount * 100 % 10 == 0 else 5, on=day),
            lambda: cash_paid(amount, chance.choice(("粮油公司", "菜场", "燃气公司")), day),
            lambda: EntryReversed(of=Ref("canteen", chance.randrange(max(version - 6, 0), version)), reason="录错", on=day, by=CLERK),
        )
    )()  # fmt: skip


def month_end(book: CanteenLedger, month: Month, chance: Random) -> None:
    """Count what is there with what got lost or was found, put the book right, share out, reconcile, and close."""
    on, columns = month.last, book.columns
    for item, _, _ in ITEMS:
        there = quantity_of(columns.layers.get(item, ()))
        book.post(
            counted(max(there + chance.choice((0, 0, -grams(chance) / 100, Decimal("0.5"))), Decimal(0)), item, on=on)
        )
    book.post_all(book.adjustments(on=on, by="孙保管", reason="自然损耗"))
    book.post_all(book.allocation(month, by=CLERK))
    cash = columns.balance(CASH, COMMON)
    book.post(CashCounted(amount=cash, booked=cash, on=on, by=CLERK))
    if cash:
        book.post(CashReturned(bank=ACCOUNT, amount=cash, on=on, by=CLERK))
    book.post(reconciled(book, month))
    book.post(MonthClosed(book="canteen", month=month, on=on, by=CLERK))


def sums_hold(book: CanteenLedger) -> None:
    """The store, the purses, the suppliers and the diners agree with the ledger, and its months with the whole."""
    columns = book.columns
    assert store_agrees(columns) is None
    assert ledger_balances(columns) is None
    assert suppliers_agree(columns) is None
    advances = total(amount for amount in columns.prepaid.values() if amount > 0)
    debts = total(-amount for amount in columns.prepaid.values() if amount < 0)
    held = {
        account: total(a for (code, _), a in columns.balances.items() if code == account)
        for account in (ADVANCES, RECEIVABLE)
    }
    assert (-held[ADVANCES], held[RECEIVABLE]) == (advances, debts)
    for (account, purse), amount in columns.balances.items():
        if account == BANK and purse.fund in {"subsidy", "donation", "other"}:
            assert amount >= 0
    months: dict[Any, Decimal] = {}
    for (_, account, purse), amount in columns.monthly.items():
        months[account, purse] = months.get((account, purse), NOTHING) + amount
    assert {key: amount for key, amount in months.items() if amount} == columns.balances
    assert total(each.left for each in book.payables()) == total(columns.owed.values())


@pytest.mark.plan("R43", "P78")
@pytest.mark.parametrize("seed", range(40))
def test_three_months_close(seed: int) -> None:
    """Three random months of a canteen close one after the other; nothing is lost, and what is closed stays as it was."""
    chance = Random(seed)
    book, month, days = start(chance), Month.of(FIRST), 0
    for _ in range(3):
        accepted = 0
        for day in month:
            if day > FIRST + timedelta(1) and chance.random() < 0.7:
                with suppress(LogisticsError):
                    book.post(happening(chance, day, book.version))
                    accepted += 1
        sums_hold(book)
        month_end(book, month, chance)
        sums_hold(book)
        results, closed = book.results(month), (book.figures(month), book.bank(month))
        if any(each.meals for each in results):
            assert book.columns.through(month, "5002", COMMON) == 0
            assert book.columns.through(month, "5101", COMMON) == 0
        lines: dict[Any, Any] = {each["item"]: each["total"] for each in balance_sheet(book, month.last).records()}
        assert lines["Assets"] == lines["Liabilities"] + lines["Left over"]
        assert lines["Food in store"] == book.columns.balance(STORE, COMMON)
        month, days = month.next(), days + accepted
        late = Ref("canteen", chance.randrange(20, book.version))
        with suppress(LogisticsError):
            book.post(EntryReversed(of=late, reason="录错", on=month.first, by=CLERK))
        assert (book.figures(month.previous()), book.bank(month.previous())) == closed
        assert [each.before for each in book.results(month)] == [each.closing for each in results]
    whole = DateSpan(FIRST, month.last)
    assert book.figures(whole)[BANK_MOVED] == book.bank(month)
    assert days > 10
    assert book.figures(whole)[COST_INCURRED] > yuan(0)
