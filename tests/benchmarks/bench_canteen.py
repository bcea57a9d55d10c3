"""Canteen ratios: what a slip and a question cost the ledger, against beancount with the same money, in one process.

beancount reads its ledger from a text, books lots and validates; the canteen's ledger posts one slip after the other, and
each is checked and stands at once. Its balances are kept, beancount's are folded when asked for. Run
``python -m tests.benchmarks.bench_canteen``.
"""

from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module, util
from typing import Any, Final

from schoollogistics.canteen import (
    CanteenLedger,
    DinerEnrolled,
    FeeLine,
    FeesPaid,
    FoodIssued,
    FoodListed,
    FoodStocked,
    IssueLine,
    MealPriced,
    StockLine,
    balance_sheet,
)
from schoollogistics.journal import Setting
from schoollogistics.values.money import yuan
from schoollogistics.values.quantities import Quantity
from tests.benchmarks.bench_calendar import medians
from tests.benchmarks.bench_journal import Row

SLIPS: Final = 1_500
DINERS: Final = 40
ITEMS: Final = 40
FIRST: Final = date(2025, 9, 1)
BANK: Final = "食堂专户"


def day(number: int) -> date:
    """Return the day of a slip: fifty slips a day."""
    return FIRST + timedelta(days=1 + number // 50)


def amount(number: int) -> str:
    """Return an amount that is not always the same."""
    return f"{100 + number % 50}.{number % 100:02d}"


# --- the canteen --------------------------------------------------------------------------------------------------


def canteen() -> CanteenLedger:
    """Return a ledger with its diners, a meal and what the store holds."""
    book = CanteenLedger(Setting(school="育才小学"))
    for number in range(DINERS):
        name = f"{number}班"
        book.post(DinerEnrolled(diner=name, segment="pupils", group=name, on=FIRST, by="钱会计"))
    for number in range(ITEMS):
        book.post(FoodListed(item=f"食材{number}", category="grain", unit="kg", costing="fifo", on=FIRST, by="孙保管"))
    book.post(
        MealPriced(
            meal="午餐",
            segment="pupils",
            sitting="lunch",
            price=yuan(7),
            since=FIRST + timedelta(days=1),
            announced_at="膳食委员会",
            on=FIRST,
            by="钱会计",
        )
    )
    return book


def fee(number: int) -> FeesPaid:
    """Return the payment of one diner."""
    lines = (FeeLine(diner=f"{number % DINERS}班", amount=yuan(amount(number))),)
    return FeesPaid(bank=BANK, lines=lines, on=day(number), by="钱会计")


def class_fee(number: int) -> FeesPaid:
    """Return the payments of all diners on one slip, as a class hands them in."""
    lines = tuple(FeeLine(diner=f"{each}班", amount=yuan(amount(number + each))) for each in range(DINERS))
    return FeesPaid(bank=BANK, lines=lines, on=day(number * DINERS), by="钱会计")


def receipt(number: int) -> FoodStocked:
    """Return a delivery of one lot, with its number and its last day."""
    line = StockLine(
        item=f"食材{number % ITEMS}",
        quantity=Quantity(10, "kg"),
        amount=yuan(amount(number)),
        lot=f"L-{number}",
        expires=day(number) + timedelta(days=90),
    )
    return FoodStocked(supplier="粮油公司", document=f"单 {number}", lines=(line,), on=day(number), by="孙保管")


def issue(number: int) -> FoodIssued:
    """Return the issue of what came in before, first in first out."""
    lines = (IssueLine(item=f"食材{number % ITEMS}", quantity=Quantity(9, "kg")),)
    return FoodIssued(segment="pupils", fund="fee", meal="午餐", lines=lines, on=day(number), by="孙保管")


def fees() -> list[Any]:
    """Return payments alone."""
    return [fee(number) for number in range(SLIPS)]


def class_fees() -> list[Any]:
    """Return about as many payments, the diners of a class on one slip."""
    return [class_fee(number) for number in range(SLIPS // DINERS)]


def receipts() -> list[Any]:
    """Return deliveries, and behind every second the issue of most of a lot, so that lots come and go."""
    found: list[Any] = []
    for number in range(SLIPS):
        found.append(receipt(number))
        if number % 2:
            found.append(issue(number))
    return found


def posted(slips: Callable[[], list[Any]]) -> CanteenLedger:
    """Return a ledger in which slips were made and posted one by one."""
    book = canteen()
    for slip in slips():
        book.post(slip)
    return book


# --- beancount ----------------------------------------------------------------------------------------------------

OPENED: Final = "\n".join(
    (
        'option "operating_currency" "CNY"',
        f"{FIRST} open Assets:Bank CNY",
        f"{FIRST} open Liabilities:Suppliers CNY",
        f"{FIRST} open Expenses:Food CNY",
        *(f"{FIRST} open Liabilities:Advances:D{number} CNY" for number in range(DINERS)),
        *(f'{FIRST} open Assets:Store:I{number} F{number} "FIFO"' for number in range(ITEMS)),
    )
)


def fee_text(number: int) -> str:
    """Return the same payment as beancount reads it."""
    yuan_text = amount(number)
    return (
        f'{day(number)} * "缴费"\n  Assets:Bank  {yuan_text} CNY\n'
        f"  Liabilities:Advances:D{number % DINERS}  -{yuan_text} CNY\n"
    )


def class_fee_text(number: int) -> str:
    """Return the same slip as beancount reads it, one transaction."""
    lines = "".join(f"  Liabilities:Advances:D{each}  -{amount(number + each)} CNY\n" for each in range(DINERS))
    return f'{day(number * DINERS)} * "缴费"\n  Assets:Bank\n{lines}'


def receipt_text(number: int) -> str:
    """Return the same delivery as beancount reads it, the lot with its number."""
    item, yuan_text = number % ITEMS, amount(number)
    return (
        f'{day(number)} * "粮油公司" "单 {number}"\n  Assets:Store:I{item}  10 F{item} {{{{{yuan_text} CNY, "L-{number}"}}}}\n'
        f"  Liabilities:Suppliers  -{yuan_text} CNY\n"
    )


def issue_text(number: int) -> str:
    """Return the same issue as beancount reads it, the cost left to its booking."""
    item = number % ITEMS
    return f'{day(number)} * "领用"\n  Assets:Store:I{item}  -9 F{item} {{}}\n  Expenses:Food\n'


def fees_text() -> str:
    """Return the ledger of the payments."""
    return "\n".join((OPENED, *map(fee_text, range(SLIPS))))


def class_fees_text() -> str:
    """Return the ledger of the payments of a class a slip."""
    return "\n".join((OPENED, *map(class_fee_text, range(SLIPS // DINERS))))


def receipts_text() -> str:
    """Return the ledger of the deliveries and issues."""
    slips = (receipt_text(n) + (issue_text(n) if n % 2 else "") for n in range(SLIPS))
    return "\n".join((OPENED, *slips))


def loaded(text: str) -> list[Any]:
    """Return the entries that beancount reads from a text, booked and validated."""
    entries, errors, _ = import_module("beancount.loader").load_string(text)
    if errors:
        raise ValueError(errors[0])
    return list(entries)


def inventories(entries: list[Any]) -> dict[str, Any]:
    """Return what each account holds, folded as beancount does."""
    inventory = import_module("beancount.core.inventory")
    found: dict[str, Any] = {}
    for entry in entries:
        for posting in getattr(entry, "postings", ()):
            found.setdefault(posting.account, inventory.Inventory()).add_position(posting)
    return found


def ratios() -> list[Row]:
    """Return every row: name, how many times faster, and the gate."""
    if util.find_spec("beancount") is None:
        return []
    fees_read, class_read, receipts_read = fees_text(), class_fees_text(), receipts_text()
    entries, book, last = loaded(receipts_read), posted(receipts), day(SLIPS)
    times = medians(
        {
            "load fees": lambda: loaded(fees_read),
            "post fees": lambda: posted(fees),
            "load class": lambda: loaded(class_read),
            "post class": lambda: posted(class_fees),
            "load receipts": lambda: loaded(receipts_read),
            "post receipts": lambda: posted(receipts),
            "fold": lambda: inventories(entries),
            "balances": lambda: (dict(book.columns.balances), dict(book.columns.lots), dict(book.columns.prepaid)),
            "sheet": lambda: balance_sheet(book, last),
        },
        calls=1,
    )
    return [
        ("a fee posted, times faster than beancount loads it", times["load fees"] / times["post fees"], ">=", 20.0),
        ("the fees of a class on one slip, times faster", times["load class"] / times["post class"], ">=", 1.0),
        (
            "a receipt with lots posted, times faster than beancount loads it",
            times["load receipts"] / times["post receipts"],
            ">=",
            15.0,
        ),
        ("balances as they stand, times faster than beancount's fold", times["fold"] / times["balances"], ">=", 10.0),
        ("balance sheet of a day, times faster than beancount's fold", times["fold"] / times["sheet"], ">=", 10.0),
    ]


def main() -> None:
    """Print every ratio beside its gate."""
    rows = ratios()
    if not rows:
        print("beancount is not installed: pip install beancount")
    for name, ratio, direction, gate in rows:
        print(f"{name:<66} {ratio:8.2f}  {direction} {gate:<5} {'ok' if ratio >= gate else 'MISSED'}")


if __name__ == "__main__":
    main()
