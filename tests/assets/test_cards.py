"""Cards: what comes into the register, is put right and is split, and what a move leaves alone."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, cast

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from schoollogistics import read_rows
from schoollogistics.assets import (
    AssetCorrected,
    AssetEntry,
    AssetImproved,
    AssetLet,
    AssetOpened,
    AssetRegister,
    AssetsFound,
    AssetsMissed,
    AssetsTakenBack,
    ConditionRecorded,
    LettingEnded,
    RoomClosed,
    general_ledger,
    subsidiary_ledger,
)
from schoollogistics.assets.state import GONE
from schoollogistics.errors import Refused
from schoollogistics.journal import Entry, EntryReversed, Ref, Value
from schoollogistics.testing import histories
from schoollogistics.testing.reading import subjects_of
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from schoollogistics.values.shapes import fields_of
from tests.assets.stories import (
    PLAN,
    YEAR,
    allow,
    approved_loan,
    back,
    card,
    carry_out,
    close,
    code_of,
    hand_over,
    issue,
    keep,
    lend,
    merge,
    move,
    old,
    post,
    propose,
    register,
    scan,
    sept,
    split,
    value,
)

FACTS: Final = ("place", "custodian", "condition", "cost", "pieces", "name", "category", "tenant", "on_loan")
# What an entry changes although none of its fields is called so.
ALSO: Final[dict[str, set[str]]] = {
    "assets.improved": {"cost"},
    "assets.split": {"cost", "pieces"},
    "assets.merged": {"cost", "pieces"},
    "assets.corrected": {"pieces"},
    "assets.letting_ended": {"tenant"},
    "assets.lent": {"on_loan"},
    "assets.loan_opened": {"on_loan"},
    "assets.loan_returned": {"on_loan"},
    "assets.loan_lost": {"on_loan"},
}


def facts(book: AssetRegister) -> dict[str, dict[str, Any]]:
    """Return the facts of every asset."""
    return {asset: {name: getattr(book[asset], name) for name in FACTS} for asset in book}


def named(entry: Entry[Any]) -> set[str]:
    """Return the facts that an entry names, in its fields or those of its lines."""
    lines = getattr(entry, "lines", ())
    inner = set(fields_of(type(lines[0]))) if lines else set()
    return set(fields_of(type(entry))) | inner | ALSO.get(entry.kind, set())


@pytest.mark.plan("R06", "P20")
@settings(max_examples=25)
@given(history=histories(AssetRegister, most=60))
def test_an_entry_changes_only_the_facts_it_names(history: Any) -> None:
    """Over random histories, no entry changes a fact of an asset that it does not name, nor any asset that is not its own."""
    book, before = AssetRegister(history.book.setting), dict[str, dict[str, Any]]()
    for entry in history.book.entries:
        book.post(entry)
        after = facts(book)
        if not isinstance(entry, EntryReversed):
            own = {key for life, key in subjects_of(AssetRegister, entry) if life == "asset"}
            for asset, held in before.items():
                changed = {name for name in FACTS if held[name] != after[asset][name]}
                assert asset in own or not changed
                assert changed <= named(entry)
        before = after


@pytest.mark.plan("P12")
@settings(max_examples=25)
@given(history=histories(AssetRegister, most=60))
def test_the_ledgers_agree_whatever_happens(history: Any) -> None:
    """Over random histories, reversals included, the general ledger is the sum of the cards in every class, pieces too."""
    book = history.book
    assert book.ledger_differences() == {}
    last = max((each.recorded for each in book.entries), default=YEAR.last)
    cards, general = subsidiary_ledger(book, last), general_ledger(book, last)
    sums = [
        sum(cell for cell in column if isinstance(cell, int))
        for column in (general.column("closing_pieces"), cards.column("pieces"))
    ]
    assert sums[0] == sums[1]
    assert dict(general.totals)["closing_cost"] == dict(cards.totals)["cost"]


@pytest.mark.plan("R05")
@settings(max_examples=25)
@given(history=histories(AssetRegister, most=60), ahead=st.integers(0, 400))
def test_what_cards_are_worth_is_what_was_charged_less(history: Any, ahead: int) -> None:
    """Over random histories and for any day, a row is worth its cost less what was charged, never less than its residual."""
    book = AssetRegister.replay(history.book.entries, setting=PLAN, trusted=True)
    day = max((each.recorded for each in book.entries), default=YEAR.last) + timedelta(days=ahead)
    for asset, schedule in book.schedules().items():
        worth = book.book_value(asset, day)
        if book[asset].status in GONE:
            assert worth == 0
        else:
            assert (schedule.cost, schedule.pieces) == (book[asset].cost, book[asset].pieces)
            assert worth == schedule.cost - schedule.accumulated(day)
            before = schedule.accumulated(date(1900, 1, 1))
            charged = sum(amount for _, amount in schedule.rows())
            assert schedule.rows() == () or before + charged == schedule.cost - schedule.residual


@pytest.mark.plan("R05")
@pytest.mark.parametrize(
    ("entry", "changes"),
    [
        (issue("KZ-1", day=sept(2), place="3-202", to="周老师"), {"place": "3-202", "custodian": "周老师"}),
        (move("KZ-1", day=sept(2), place="3-202"), {"place": "3-202"}),
        (move("KZ-1", day=sept(2), to="周老师"), {"custodian": "周老师"}),
        (hand_over("KZ-1", day=sept(2)), {"custodian": "周老师"}),
        (ConditionRecorded(assets=("KZ-1",), condition="worn", on=sept(2), by="李老师"), {"condition": "worn"}),
        (propose("KZ-1"), {}),
        (AssetsMissed(assets=("KZ-1",), on=sept(2), by="李老师"), {}),
        (AssetImproved(asset="KZ-1", amount=yuan(20), on=sept(2), by="王老师"), {"cost": yuan(200)}),
    ],
    ids=lambda each: getattr(each, "kind", ""),
)
def test_what_each_slip_changes(entry: Entry[Any], changes: dict[str, Any]) -> None:
    """A slip changes custody, condition or value, whichever it names: returning or moving clears nothing."""
    book = register(card())
    before = facts(book)["KZ-1"]
    post(book, entry)
    assert facts(book)["KZ-1"] == {**before, **changes}


@pytest.mark.plan("R05")
def test_the_life_of_an_asset() -> None:
    """Registered, issued, taken back, let, missed, found and scrapped: each step is there, in order, with its day."""
    book = register(card())
    steps: list[tuple[Entry[Any], str]] = [
        (issue("KZ-1", day=sept(2)), "in_use"),
        (AssetsTakenBack(assets=("KZ-1",), place="仓库", custodian="王老师", on=sept(3), by="李老师"), "idle"),
        (AssetLet(asset="KZ-1", tenant="某公司", rent=yuan(50), until=sept(5), on=sept(4), by="王老师"), "let"),
        (LettingEnded(asset="KZ-1", on=sept(5), by="王老师"), "idle"),
        (AssetsMissed(assets=("KZ-1",), on=sept(6), by="李老师"), "missing"),
        (AssetsFound(assets=("KZ-1",), place="仓库", custodian="王老师", on=sept(7), by="李老师"), "idle"),
        (propose("KZ-1"), "idle"),
    ]
    for entry, status in steps:
        post(book, entry)
        assert book["KZ-1"].status == status
    book.post(allow())
    book.post(carry_out("KZ-1"))
    assert book["KZ-1"].status == "disposed"
    assert book.next_entries("KZ-1") == ()
    assert [entry.on for entry in book.history("KZ-1")] == [sept(n) for n in (1, 2, 3, 4, 5, 6, 7, 8, 10)]


def test_what_is_carried_in_is_no_addition() -> None:
    """Old assets count as opening, new ones and improvements as added, and a cost put right as neither."""
    book = register(
        old("KZ-1", cost=180),
        card("KZ-2", cost=200),
        AssetImproved(asset="KZ-2", amount=yuan(50), on=sept(2), by="王老师"),
        AssetCorrected(asset="KZ-1", cost=yuan(170), note="发票为准", on=sept(3), by="王老师"),
    )
    figures = book.figures(Month(2025, 9))
    assert (figures["assets.opened"], figures["assets.opened_value"]) == (1, yuan(180))
    assert (figures["assets.added"], figures["assets.added_value"]) == (1, yuan(250))
    assert figures["assets.corrected_value"] == yuan(-10)
    assert book["KZ-1"].cost == yuan(170)
    (line,) = book.ledger(Month(2025, 9))
    assert (line.opening, line.increase, line.correction) == ((1, yuan(180)), (1, yuan(250)), (0, yuan(-10)))
    assert line.closing == (2, yuan(420))


@pytest.mark.plan("R05")
def test_what_is_let_is_due_at_the_end_of_its_term() -> None:
    """Let until the 20th, it is to be taken back then; the rent agreed is a figure, and what ended is not due."""
    let = AssetLet(asset="KZ-1", tenant="某公司", rent=yuan(50), until=sept(20), on=sept(4), by="王老师")
    book = register(card(), let)
    assert [(due.last, due.where) for due in book.due(Month(2025, 9)) if due.rule is None] == [(sept(20), "3-201")]
    assert book.figures(YEAR)["assets.rent"] == yuan(50)
    book.post(LettingEnded(asset="KZ-1", on=sept(19), by="王老师"))
    assert [due for due in book.due(YEAR) if due.rule is None] == []


@pytest.mark.plan("R05")
@given(
    pieces=st.integers(2, 100),
    cost=st.integers(0, 10**9),
    part=st.data(),
)
def test_a_split_shares_to_the_fen(pieces: int, cost: int, part: st.DataObject) -> None:
    """Forty-five desks are one row; a part of them takes pieces and cost along, every other fact is copied, nothing is added."""
    quantity = part.draw(st.integers(1, pieces - 1))
    lot = evolve(card(quantity=pieces), cost=yuan(cost) / 100)
    book = register(lot, split("KZ-1", "KZ-2", quantity))
    kept, new = book["KZ-1"], book["KZ-2"]
    assert (kept.pieces, new.pieces) == (pieces - quantity, quantity)
    assert kept.cost + new.cost == lot.cost
    assert abs(new.cost * pieces - lot.cost * quantity) <= Decimal("0.005") * pieces
    assert {n: v for n, v in new.facts.items() if n not in {"cost", "pieces"}} == {
        n: v for n, v in kept.facts.items() if n not in {"cost", "pieces"}
    }
    figures = book.figures(YEAR)
    assert (figures["assets.added"], figures["assets.added_value"], figures["assets.disposed"]) == (1, lot.cost, 0)
    assert book.ledger_differences() == {}


@pytest.mark.plan("R05")
def test_part_of_a_lot_moves_by_split_and_move_together() -> None:
    """Both are posted in one go: with a bad move, nothing is split either."""
    book = register(old("KZ-1", quantity=45, cost=8100))
    with pytest.raises(Refused):
        book.post_all([split("KZ-1", "KZ-2", 5), move("KZ-2", day=sept(1), place="3-201")])
    assert tuple(book) == ("KZ-1",)
    book.post_all([split("KZ-1", "KZ-2", 5), move("KZ-2", day=sept(1), place="3-202")])
    assert {asset: (book[asset].place, book[asset].pieces) for asset in book} == {
        "KZ-1": ("3-201", 40),
        "KZ-2": ("3-202", 5),
    }


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (split("KZ-1", "KZ-1", 5), "duplicate"),
        (split("KZ-1", "KZ-9", 5), "duplicate"),
        (split("KZ-1", "KZ-2", 45), "range"),
        (split("KZ-7", "KZ-2", 1), "unknown"),
        (split("KZ-9", "KZ-2", 1), "range"),
    ],
)
def test_a_split_that_cannot_be(entry: Entry[Any], code: str) -> None:
    """Into itself, into a number in use, all of it, of what is not there, of a single thing: each is refused."""
    book = register(old("KZ-1", quantity=45), old("KZ-9"))
    assert code_of(book, entry) == code
    assert tuple(book) == ("KZ-1", "KZ-9")


def test_a_split_is_taken_back_as_if_never() -> None:
    """A split reversed leaves one row again; once the new row has moved, the split cannot be reversed first."""
    book = register(old("KZ-1", quantity=45), split("KZ-1", "KZ-2", 5))
    undo = EntryReversed(of=Ref("assets", 1), reason="点错", on=sept(2), by="王老师")
    book.post(undo)
    assert tuple(book) == ("KZ-1",)
    assert book["KZ-1"].pieces == 45
    moved = register(old("KZ-1", quantity=45), split("KZ-1", "KZ-2", 5), move("KZ-2", day=sept(2), place="3-202"))
    refused = moved.objection(undo)
    assert refused is not None
    assert refused.code == "state"


@pytest.mark.plan("R05")
def test_rows_that_agree_are_merged() -> None:
    """Forty-five desks of which five came back are one row again: pieces and cost add up, nothing came or went."""
    book = register(
        old("KZ-1", quantity=45, cost=8100),
        split("KZ-1", "KZ-2", 5),
        split("KZ-1", "KZ-3", 2),
        move("KZ-2", day=sept(2), place="3-202"),
        move("KZ-2", day=sept(3), place="3-201"),
        merge("KZ-2", "KZ-3", day=sept(4)),
    )
    assert (book["KZ-1"].status, book["KZ-1"].pieces, book["KZ-1"].cost) == ("in_use", 45, yuan(8100))
    assert [(book[each].status, book[each].merged_into) for each in ("KZ-2", "KZ-3")] == [("merged", "KZ-1")] * 2
    assert book.next_entries("KZ-2") == ()
    assert (book["KZ-1"].residual, book.history("KZ-1")[-1].kind) == (None, "assets.merged")
    assert book.kept_by("李老师") == ("KZ-1",)
    figures = book.figures(YEAR)
    assert (figures["assets.added"], figures["assets.disposed"]) == (0, 0)
    assert book.ledger_differences() == {}


def test_residual_values_of_merged_rows_add_up() -> None:
    """What stays of the one and of the other stays of both."""
    rows = [card(each, cost=100, residual=yuan(7)) for each in ("KZ-1", "KZ-2")]
    assert register(*rows, merge("KZ-2", day=sept(4)))["KZ-1"].residual == yuan(14)


@pytest.mark.parametrize(
    ("first", "entry", "code", "says"),
    [
        ([], merge(day=sept(4)), "missing", "资产编号清单"),
        ([], merge("KZ-1", day=sept(4)), "reference", "不能并入自身"),
        ([], merge("KZ-2", "KZ-2", day=sept(4)), "duplicate", "两次"),
        ([], merge("KZ-7", day=sept(4)), "unknown", "KZ-7"),
        ([], merge("KZ-2", into="KZ-7", day=sept(4)), "unknown", "没有资产 KZ-7"),
        ([move("KZ-2", day=sept(2), place="3-202")], merge("KZ-2", day=sept(4)), "state", "存放地点不同"),
        ([], merge("TY-1", day=sept(4)), "state", "资产名称不同"),
        ([AssetsMissed(assets=("KZ-2",), on=sept(2), by="李老师")], merge("KZ-2", day=sept(4)), "state", "状态不同"),
        ([approved_loan("JY-1", "KZ-1", day=sept(2), due=sept(5))], merge("KZ-2", day=sept(4)), "state", "已借出"),
        ([merge("KZ-2", day=sept(2))], merge("KZ-2", day=sept(4)), "already", "已并入"),
        ([merge("KZ-2", day=sept(2))], merge("KZ-1", into="KZ-2", day=sept(4)), "state", "状态不同"),
    ],
)
def test_a_merge_that_cannot_be(first: list[Any], entry: Entry[Any], code: str, says: str) -> None:
    """Of nothing, into itself, of one row twice, of what is not there, away or not alike: each is refused by name."""
    book = register(old("KZ-1"), old("KZ-2"), old("TY-1", "投影仪"), *first)
    refused = book.objection(cast("AssetEntry", entry))
    assert refused is not None
    assert refused.code == code
    assert says in refused.text("zh")


def test_what_is_being_counted_is_not_merged() -> None:
    """The list of an open count still names the row; once the count is closed it may go."""
    book = register(old("KZ-1"), old("KZ-2"))
    book.post(book.stocktake("PD-1", "monthly", on=sept(8), by="王老师"))
    assert code_of(book, merge("KZ-2", day=sept(8))) == "state"
    book.post(scan("PD-1", ("KZ-1", "3-201", 1), ("KZ-2", "3-201", 1)))
    book.post(close())
    assert code_of(book, merge("KZ-2", day=sept(8))) is None


def test_a_merge_is_taken_back_as_if_never() -> None:
    """Reversed, both rows are what they were; a room that holds only what was merged away may be closed."""
    book = register(old("KZ-1", quantity=3), split("KZ-1", "KZ-2", 1), merge("KZ-2", day=sept(4)))
    book.post(EntryReversed(of=Ref("assets", 2), reason="点错", on=sept(5), by="王老师"))
    assert [(book[each].status, book[each].pieces) for each in book] == [("in_use", 2), ("in_use", 1)]
    assert book["KZ-2"].merged_into is None
    assert book.ledger_differences() == {}


@pytest.mark.plan("P11")
def test_a_merged_row_has_no_keeper_to_miss() -> None:
    """What was merged away is no gap in who keeps what, and does not keep its room open."""
    bare = [old(each, custodian=None) for each in ("KZ-1", "KZ-2")]
    book = register(keep("3-201"), *bare, merge("KZ-2", day=sept(1)))
    assert [breach.subject for breach in book.breaches(sept(1)) if breach.rule.code == "P11"] == [("asset", "KZ-1")]
    book.post(move("KZ-1", day=sept(2), place="3-202"))
    assert code_of(book, RoomClosed(room="3-201", on=sept(3), by="园长")) is None


def corrected(**fields: Any) -> AssetCorrected:
    """The card of KZ-1 is put right."""
    return AssetCorrected(asset="KZ-1", **{"note": "误记", "on": sept(8), "by": "王老师", **fields})


@pytest.mark.plan("R05")
def test_whatever_was_mistyped_can_be_put_right() -> None:
    """Every item of a card can be corrected by an entry, and stands so from then on; on earlier days it is as it was."""
    fields = {
        "name": "课桌椅", "category": "用具", "spec": "双人", "serial": "S-1", "unit": "套", "cost": yuan(200),
        "residual": yuan(10), "acquired_on": date(2019, 9, 1), "in_service_on": date(2019, 10, 1),
        "document": "PZ-7", "funding": "自筹",
    }  # fmt: skip
    book = register(old(), corrected(**fields, quantity=12))
    assert {name: getattr(book["KZ-1"], name) for name in fields} == fields
    assert book["KZ-1"].pieces == 12
    assert book.as_of(sept(7))["KZ-1"].pieces == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "missing"),
        ({"quantity": 5, "note": None}, "missing"),
        ({"quantity": 1, "name": "课桌"}, "already"),
        ({"residual": yuan(181)}, "range"),
        ({"residual": yuan(150), "cost": yuan(149)}, "range"),
        ({"acquired_on": sept(9)}, "order"),
        ({"in_service_on": date(2020, 8, 31)}, "order"),
        ({"quantity": 1, "unit": "套"}, None),
        ({"acquired_on": date(2019, 9, 1), "in_service_on": date(2019, 9, 1)}, None),
    ],
)
def test_a_correction_that_cannot_be(fields: dict[str, Any], code: str | None) -> None:
    """Of nothing, without a note, of what is so already, a residual above the cost, days out of order: each is refused."""
    assert code_of(register(old()), corrected(**fields)) == code


def test_what_is_split_off_is_said_in_its_unit() -> None:
    """A lot recorded as pieces is corrected to sets, and a refusal then speaks of sets."""
    book = register(old("KZ-1", quantity=45), corrected(unit="套"))
    refused = book.objection(split("KZ-1", "KZ-2", 45, sept(9)))
    assert refused is not None
    assert refused.stands.zh == "KZ-1 共 45 套"


@pytest.mark.plan("R05")
def test_what_costs_less_a_piece_than_the_threshold_is_named() -> None:
    """With a least value of 1,000 yuan a cheap chair is named, alone or as one of two; dear ones are not, nor a lot in bulk."""
    least, bulk = value("R05.least_value", yuan(1000)), value("R05.bulk", 20)
    chairs = (
        *(card(cost=999), card("KZ-2", cost=1998, quantity=2), card("KZ-3", cost=1000)),
        *(card("KZ-4", cost=2000, quantity=2), card("KZ-5", cost=9000, quantity=20)),
    )

    def named(*values: Value) -> list[tuple[str, str] | None]:
        book = register(chairs, setting=evolve(PLAN, values=(*PLAN.values, *values)))
        return [each.subject for each in book.breaches(YEAR) if each.rule.code == "R05.threshold"]

    assert named(least) == [("asset", "KZ-1"), ("asset", "KZ-2"), ("asset", "KZ-5")]
    assert named(least, bulk) == [("asset", "KZ-1"), ("asset", "KZ-2")]
    assert named(bulk) == []


@pytest.mark.plan("R08")
def test_a_returned_loan_is_where_it_was() -> None:
    """Lent and returned, even over a hand-over in between, the asset is in the custody that the book says, with none remembered."""
    lent = evolve(lend(day=sept(2), due=sept(9)), despite=("P22",), note="校长外出，电话同意")
    book = register(old(), lent)
    assert (book["KZ-1"].place, book["KZ-1"].custodian, book["KZ-1"].on_loan) == ("3-201", "李老师", "JY-1")
    book.post(hand_over("KZ-1", day=sept(3)))
    book.post(back(day=sept(4)))
    assert (book["KZ-1"].place, book["KZ-1"].custodian, book["KZ-1"].on_loan) == ("3-201", "周老师", None)
    assert book["KZ-1"].status == "in_use"


@pytest.mark.plan("R05")
def test_a_correction_of_nothing_names_all_that_can_be_put_right() -> None:
    """Any one field would do: the refusal says so, and lists the specification as well as the cost."""
    refused = register(old()).objection(AssetCorrected(asset="KZ-1", note="误记", on=sept(2), by="王老师"))
    assert refused is not None
    assert refused.code == "missing"
    assert refused.takes.zh.startswith("请填其中任一项：资产名称、资产类别、规格型号")
    assert code_of(register(old()), AssetCorrected(asset="KZ-1", name="椅", on=sept(2), by="王老师")) == "missing"


@pytest.mark.plan("R06")
def test_a_room_is_looked_up_as_the_paper_writes_it() -> None:
    """Sheets are read with 一(1)班 for 一（1）班; whoever asks by the paper's spelling meets the same room."""
    rows = [
        ["编号", "名称", "类别", "原值", "购置日期", "存放地点"],
        ["KZ-1", "课桌", "家具", 180, "2020-09-01", "一（1）班"],
    ]
    book = register(*read_rows(rows, AssetOpened, on=sept(1), by="王老师").entries)
    assert book["ＫＺ-1"].place == "一(1)班"
    post(book, keep("一(1)班"))
    rooms = book.of("room")
    assert "一（1）班" in rooms
    assert rooms[" 一（1）班"].keeper == "李老师"
    assert len(rooms.history("一（1）班")) == 1
    assert "一（2）班" not in rooms
