"""The steps of the asset register as short words, and a school whose numbers are its own: what the tests tell stories with."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

from attrs import evolve

from schoollogistics.assets import (
    AssetEntry,
    AssetOpened,
    AssetRegister,
    AssetRegistered,
    AssetsIssued,
    AssetsLent,
    AssetsMerged,
    AssetSplit,
    AssetsTransferred,
    CountedItem,
    CustodyHandedOver,
    DamageCharged,
    DamageReported,
    DamageSettled,
    DifferenceExplained,
    DisposalApproved,
    DisposalCarriedOut,
    DisposalProposed,
    Explanation,
    ItemsCounted,
    LetterSigned,
    LiabilityDetermined,
    LoanApproved,
    LoanRequested,
    LoanReturned,
    ReturnedItem,
    RoomKeeperNamed,
    StocktakeClosed,
)
from schoollogistics.assets.entries.codes import Level, Liable, Manner, Occasion
from schoollogistics.assets.rules import PARAMETERS, START_MONTH
from schoollogistics.assets.state import Condition
from schoollogistics.journal import Entry, Setting, Value
from schoollogistics.journal.rules import Setpoint
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import DateSpan, SchoolYear

YEAR: Final = SchoolYear(2025)
BY_CODE: Final = {parameter.code: parameter for parameter in PARAMETERS}
BOUGHT: Final = date(2025, 9, 1)


def value(code: str, number: Setpoint, since: date = date(2000, 1, 1)) -> Value:
    """Return one version of the parameter with that code."""
    return Value(BY_CODE[code], number, since, "校务会")


PLAN: Final = Setting(school="育才小学", values=(Value(START_MONTH, "same", date(2000, 1, 1), "样例", "unverified"),))


def sept(day: int) -> date:
    """Return a day of September 2025; the 8th is a Monday."""
    return date(2025, 9, day)


THE_8TH: Final = sept(8)
THE_9TH: Final = sept(9)
THE_10TH: Final = sept(10)
THE_11TH: Final = sept(11)


def oct_(day: int) -> date:
    """Return a day of October 2025."""
    return date(2025, 10, day)


def register(*entries: Entry[Any] | Iterable[Entry[Any]], setting: Setting = PLAN) -> AssetRegister:
    """Return the register of a school where all this happened."""
    book = AssetRegister(setting)
    for each in entries:
        for entry in (each,) if isinstance(each, Entry) else each:
            post(book, entry)
    return book


def post(book: AssetRegister, entry: Entry[Any]) -> None:
    """Post an entry of any kind."""
    book.post(cast("AssetEntry", entry))


def code_of(book: AssetRegister, entry: Entry[Any]) -> str | None:
    """Return the code with which *book* refuses *entry*, or None."""
    refused = book.objection(cast("AssetEntry", entry))
    return None if refused is None else refused.code


def found(book: AssetRegister, during: DateSpan | date = YEAR, *codes: str) -> list[tuple[str, date]]:
    """Return the breaches in *during* as (rule, day), those of some rules if any are named."""
    rows = [(breach.rule.code, breach.on) for breach in book.breaches(during)]
    return [row for row in rows if not codes or row[0] in codes]


def card(
    asset: str = "KZ-1",
    name: str = "课桌",
    *,
    cost: str | int = 180,
    quantity: int = 1,
    category: str = "家具",
    life: int | None = None,
    residual: Decimal | None = None,
    place: str | None = "3-201",
    custodian: str | None = "李老师",
    on: date = BOUGHT,
) -> AssetRegistered:
    """A new desk is accepted into the register."""
    return AssetRegistered(
        asset=asset,
        name=name,
        category=category,
        cost=yuan(cost),
        quantity=quantity,
        life_months=life,
        residual=residual,
        place=place,
        custodian=custodian,
        on=on,
        by="王老师",
    )


def old(
    asset: str = "KZ-1",
    name: str = "课桌",
    *,
    cost: str | int = 180,
    quantity: int = 1,
    place: str | None = "3-201",
    custodian: str | None = "李老师",
    acquired: date = date(2020, 9, 1),
    on: date = BOUGHT,
) -> AssetOpened:
    """A desk of earlier years is carried in, in use."""
    return AssetOpened(
        asset=asset,
        name=name,
        category="家具",
        cost=yuan(cost),
        quantity=quantity,
        place=place,
        custodian=custodian,
        acquired_on=acquired,
        on=on,
        by="王老师",
    )


def split(asset: str, into: str, quantity: int, day: date = BOUGHT) -> AssetSplit:
    """Some pieces of a lot get a row of their own."""
    return AssetSplit(asset=asset, into=into, quantity=quantity, on=day, by="王老师")


def merge(*assets: str, into: str = "KZ-1", day: date) -> AssetsMerged:
    """Rows go into another one."""
    return AssetsMerged(assets=assets, merged_into=into, on=day, by="王老师")


def issue(*assets: str, day: date = BOUGHT, place: str = "3-201", to: str = "李老师") -> AssetsIssued:
    """王老师 gives them out."""
    return AssetsIssued(assets=assets, place=place, custodian=to, on=day, by="王老师")


def move(*assets: str, day: date, place: str | None = None, to: str | None = None) -> AssetsTransferred:
    """王老师 transfers them."""
    return AssetsTransferred(assets=assets, place=place, custodian=to, on=day, by="王老师")


def keep(room: str, keeper: str = "李老师", day: date = BOUGHT) -> RoomKeeperNamed:
    """A room gets its keeper."""
    return RoomKeeperNamed(room=room, keeper=keeper, on=day, by="园长")


def letter(keeper: str = "李老师", first: date = BOUGHT, last: date = YEAR.last) -> LetterSigned:
    """A keeper signs for the time from *first* to *last*, on the first day."""
    return LetterSigned(period=DateSpan(first, last), on=first, by=keeper)


def in_order(*rooms: str) -> list[Entry[Any]]:
    """李老师 keeps these rooms and has signed."""
    return [*(keep(room) for room in rooms), letter()]


def hand_over(
    *assets: str, day: date, giver: str = "李老师", taker: str = "周老师", signed: bool = True
) -> CustodyHandedOver:
    """One keeper hands items to another."""
    return CustodyHandedOver(assets=assets, custodian=taker, on=day, by=giver, cosigned_by=(taker,) if signed else ())


def ask(loan: str = "JY-1", *assets: str, day: date, due: date, by: str = "周老师") -> LoanRequested:
    """周老师 applies for a loan."""
    return LoanRequested(loan=loan, assets=assets or ("KZ-1",), due=due, on=day, by=by)


def agree(loan: str = "JY-1", *, day: date, by: str = "校长") -> LoanApproved:
    """The principal agrees."""
    return LoanApproved(loan=loan, on=day, by=by)


def lend(loan: str = "JY-1", *assets: str, day: date, due: date, to: str = "周老师") -> AssetsLent:
    """王老师 gives the things out."""
    return AssetsLent(loan=loan, assets=assets or ("KZ-1",), borrower=to, due=due, on=day, by="王老师")


def approved_loan(loan: str = "JY-1", *assets: str, day: date, due: date) -> list[Entry[Any]]:
    """Ask, agree and lend on one day."""
    return [ask(loan, *assets, day=day, due=due), agree(loan, day=day), lend(loan, *assets, day=day, due=due)]


def back(loan: str = "JY-1", *assets: str, day: date, condition: Condition | None = None) -> LoanReturned:
    """周老师 brings them back."""
    lines = tuple(ReturnedItem(asset=asset, condition=condition) for asset in assets or ("KZ-1",))
    return LoanReturned(loan=loan, lines=lines, on=day, by="周老师")


def scan(
    count: str, *lines: tuple[str, str, int] | tuple[str, str, int, Condition], day: date = THE_8TH
) -> ItemsCounted:
    """李老师 counts: (tag, place, pieces, condition)."""
    items = tuple(
        CountedItem(tag=line[0], place=line[1], quantity=line[2], condition=line[3] if len(line) > 3 else None)
        for line in lines
    )
    return ItemsCounted(count=count, lines=items, on=day, by="李老师")


def explain(count: str, *tags: str, day: date = THE_8TH) -> DifferenceExplained:
    """The cause, the person and the opinion are written down."""
    lines = tuple(Explanation(tag=tag, cause="搬运未登记", responsible="李老师", opinion="限期归位") for tag in tags)
    return DifferenceExplained(count=count, lines=lines, on=day, by="王老师")


def close(
    count: str = "PD-1", occasion: Occasion = "monthly", places: tuple[str, ...] = (), day: date = THE_8TH
) -> StocktakeClosed:
    """The count is closed."""
    return StocktakeClosed(count=count, occasion=occasion, places=places, on=day, by="王老师")


def damage(
    case: str = "SH-1", *, day: date = THE_8TH, asset: str | None = "KZ-1", done_by: str | None = None
) -> DamageReported:
    """李老师 finds a desk damaged."""
    return DamageReported(case=case, what="桌面断裂", asset=asset, done_by=done_by, on=day, by="李老师")


def judge(liable: Liable, party: str | None = None, *, case: str = "SH-1", day: date = THE_9TH) -> LiabilityDetermined:
    """Logistics finds out who is liable."""
    return LiabilityDetermined(case=case, liable=liable, party=party, cause="推搡碰撞", on=day, by="王老师")


def charge(amount: int = 60, *, day: date = THE_10TH, **changes: Any) -> DamageCharged:
    """王老师 verifies the amount."""
    return evolve(DamageCharged(case="SH-1", amount=yuan(amount), basis="repair", on=day, by="王老师"), **changes)


def settle(amount: int, *, day: date = THE_11TH, **changes: Any) -> DamageSettled:
    """The party makes it good."""
    return evolve(DamageSettled(case="SH-1", amount=yuan(amount), on=day, by="王老师"), **changes)


def propose(*assets: str, day: date = THE_8TH, manner: Manner = "scrap", disposal: str = "CZ-1") -> DisposalProposed:
    """王老师 proposes a disposal."""
    return DisposalProposed(disposal=disposal, assets=assets, manner=manner, reason="无修复价值", on=day, by="王老师")


def allow(level: Level = "school", *, day: date = THE_9TH, disposal: str = "CZ-1") -> DisposalApproved:
    """One level agrees to a disposal."""
    return DisposalApproved(disposal=disposal, level=level, on=day, by="校长")


def carry_out(*assets: str, day: date = THE_10TH, disposal: str = "CZ-1") -> DisposalCarriedOut:
    """The assets leave."""
    return DisposalCarriedOut(disposal=disposal, assets=assets, on=day, by="王老师")
