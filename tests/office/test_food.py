"""Food between the books: accepted, stocked, cooked, served and traced; and what is found where one book does not follow."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.canteen import FeeLine, FeesPaid, FoodStockCorrected, FoodStocked, FoodUseCorrected, FoodUsed
from schoollogistics.errors import InvalidValue, Refused, Unknown
from schoollogistics.food_safety import (
    DeliveryAccepted,
    DeliveryCorrected,
    FoodSealed,
    IncidentClosed,
    IncidentOpened,
    LotsDisposed,
    LotsFrozen,
    LotsRecalled,
    LotsReleased,
    SamplesReleased,
)
from schoollogistics.journal import Entry, EntryReversed, Ref
from schoollogistics.nutrition import MenuChanged
from schoollogistics.office import LogisticsOffice, lot_trail, meal_sheet, shopping_list
from schoollogistics.office.flows import seals_from, servings_from, stock_from, write_offs_from
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.quantities import Quantity
from tests.canteen.stories import enrolled, issued, listed, paid, priced, served
from tests.food_safety.stories import certificate, delivery, kept, line, sept, supplier, turned_away
from tests.food_safety.stories import served as dishes_served
from tests.nutrition.stories import LARDER, at, dish, menu

MEAL = "学生午餐"
RICE, GREENS = line(), line("PC-2", item="青菜", quantity=Quantity(20, "kg"), amount=yuan(60), destination="kitchen")
START: tuple[Entry[Any], ...] = (
    enrolled(),
    priced(),
    listed(),
    listed("青菜", "vegetables"),
    paid(1000),
    supplier(),
    certificate("HG-1", "大米", "青菜"),
)


def school(*entries: Entry[Any]) -> LogisticsOffice:
    """Return an office in which the canteen is open, and *entries* happened."""
    office = LogisticsOffice()
    for entry in (*START, *entries):
        office.post(entry)
    return office


def slip(**more: Any) -> DeliveryAccepted:
    """Return a delivery of rice for the store and greens for the pot."""
    return delivery("SH-1", RICE, GREENS, **more)


def all_entries(office: LogisticsOffice) -> list[Entry[Any]]:
    """Return the entries of all books."""
    return [entry for book in office for entry in book.entries]


@pytest.mark.plan("R34", "R35", "P42")
def test_an_accepted_delivery_becomes_stock_and_cost() -> None:
    """What goes to the store is stocked by lot with its last day, what goes to the kitchen is a cost of its meal at once."""
    office = school(slip(ticket="票-88"))
    stocked, used = stock_from(office, Ref("food_safety", 2), meal=MEAL, by="孙保管")
    assert isinstance(stocked, FoodStocked)
    assert isinstance(used, FoodUsed)
    assert [(each.item, each.lot, each.amount, each.expires) for each in stocked.lines] == [
        ("大米", "PC-1", yuan(260), date(2026, 2, 20))
    ]
    assert [(each.item, each.lot, each.amount) for each in used.lines] == [("青菜", "PC-2", yuan(60))]
    assert (used.segment, used.fund, used.meal) == ("pupils", "fee", MEAL)
    assert {each.delivery for each in (stocked, used)} == {"SH-1"}
    assert {(each.document, each.purchaser, each.by) for each in (stocked, used)} == {("票-88", "采购员", "孙保管")}
    office.post_all((stocked, used))
    assert stock_from(office, Ref("food_safety", 2), meal=MEAL) == ()
    assert office.breaches(sept(2)) == ()


@pytest.mark.plan("R34", "R35")
def test_acceptance_stock_and_cost_stand_together_or_not_at_all() -> None:
    """Given the slip itself, one batch takes all of it; where the canteen refuses its part, the acceptance is not taken either."""
    office = school()
    whole = stock_from(office, slip(), meal=MEAL, by="孙保管")
    assert [type(each) for each in whole] == [DeliveryAccepted, FoodStocked, FoodUsed]
    dear = stock_from(
        office, delivery("SH-9", evolve(GREENS, amount=yuan(4000))), meal=MEAL, fund="subsidy", by="孙保管"
    )
    before = all_entries(office)
    with pytest.raises(Refused):
        office.post_all(dear)
    assert all_entries(office) == before
    refs = office.post_all(whole)
    assert [each.book for each in refs] == ["food_safety", "canteen", "canteen"]
    assert [entry.because for entry in office.canteen.entries[-2:]] == [refs[0], refs[0]]


@pytest.mark.plan("P45")
def test_what_was_turned_away_enters_no_store() -> None:
    """Goods that were rejected follow nothing, and a lot that was never accepted cannot be stocked."""
    office = school(slip(rejected=(turned_away(),)))
    found = stock_from(office, Ref("food_safety", 2), meal=MEAL, by="孙保管")
    assert [each.item for entry in found for each in entry.lines] == ["大米", "青菜"]  # type: ignore[attr-defined]
    stocked = found[0]
    assert isinstance(stocked, FoodStocked)
    strange = evolve(stocked, lines=tuple(evolve(each, lot="PC-7") for each in stocked.lines))
    error = office.objection(strange)
    assert isinstance(error, Unknown)
    assert error.fields == ("lines.lot",)


def test_goods_for_the_kitchen_take_a_meal() -> None:
    """Without a meal, or with one that is not on offer, nothing is worked out, and the error names those on offer."""
    office = school(slip())
    for wrong, code in ((None, "missing"), ("学生夜宵", "unknown")):
        with pytest.raises((Refused, Unknown)) as caught:
            stock_from(office, Ref("food_safety", 2), meal=wrong)
        assert caught.value.code == code
        assert MEAL in str(caught.value)
    with pytest.raises(Refused) as caught:
        stock_from(office, Ref("canteen", 0))
    assert caught.value.code == "type"


def test_a_reversed_delivery_is_followed_by_nothing() -> None:
    """Of a delivery that was taken back nothing is to be stocked."""
    office = school(slip())
    office.post(EntryReversed(of=Ref("food_safety", 2), reason="单据重复", on=sept(2), by="张师傅"))
    assert stock_from(office, Ref("food_safety", 2), meal=MEAL) == ()


@pytest.mark.plan("R34")
def test_a_delivery_that_is_not_booked_is_found() -> None:
    """The lots of a delivery that stand in no book of the canteen are one breach of its day, and none once they do."""
    office = school(slip())
    found = office.breaches(sept(2))
    assert [(each.rule.code, each.subject) for each in found] == [("R34.booked", ("delivery", "SH-1"))]
    assert "PC-1" in found[0].found.zh
    stocked, used = stock_from(office, Ref("food_safety", 2), meal=MEAL, by="孙保管")
    office.post(stocked)
    assert [each.found.en for each in office.breaches(sept(2))] == ["1 of 2 lots were accepted and not booked: PC-2"]
    office.post(used)
    assert office.breaches(sept(2)) == ()


@pytest.mark.plan("P42")
@pytest.mark.parametrize(("cosigners", "found"), [((), ["P42"]), (("李老师",), [])])
def test_food_that_nobody_accepted_is_found(cosigners: tuple[str, ...], found: list[str]) -> None:
    """Food that is stocked without a delivery takes two signatures on the stores-in note; fuel takes none."""
    office = school(listed("煤气", "fuel"))
    (stocked,) = stock_from(office, delivery("SH-1", RICE), by="孙保管")[1:]
    assert isinstance(stocked, FoodStocked)
    alone = evolve(stocked, delivery=None, because=None, cosigned_by=cosigners)
    office.post(evolve(alone, lines=tuple(evolve(each, lot=None) for each in alone.lines)))
    gas = evolve(alone.lines[0], item="煤气", lot=None, expires=None)
    office.post(evolve(alone, lines=(gas,), document="煤气单", cosigned_by=()))
    assert [each.rule.code for each in office.breaches(sept(2))] == found


@pytest.mark.plan("R34", "P45")
@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"quantity": Quantity(100, "斤")}, []),
        ({"quantity": Quantity(60, "kg")}, ["PC-1：入账 60 kg、260.00 元，验收 50 kg、260.00 元"]),
        ({"amount": yuan(312)}, ["PC-1：入账 50 kg、312.00 元，验收 50 kg、260.00 元"]),
    ],
)
def test_what_is_booked_is_what_was_accepted(changes: dict[str, Any], found: list[str]) -> None:
    """A lot of which more is stocked than was accepted, or for another sum, is a breach of that day; half of it is too."""
    office = school()
    accepted, stocked = stock_from(office, delivery("SH-1", RICE), by="孙保管")
    assert isinstance(stocked, FoodStocked)
    office.post_all((accepted, evolve(stocked, lines=(evolve(stocked.lines[0], **changes),))))
    assert [each.found.zh for each in office.breaches(sept(2))] == found


@pytest.mark.plan("R34")
def test_a_lot_may_be_booked_in_parts() -> None:
    """A part of a lot is less than was accepted; with the rest it is all."""
    office = school()
    accepted, stocked = stock_from(office, delivery("SH-1", RICE), by="孙保管")
    assert isinstance(stocked, FoodStocked)
    half = evolve(stocked.lines[0], quantity=Quantity(25, "kg"), amount=yuan(130))
    office.post_all((accepted, evolve(stocked, lines=(half,))))
    assert [each.rule.code for each in office.breaches(sept(2))] == ["R34.booked"]
    office.post(evolve(stocked, lines=(half,), note="第二车"))
    assert office.breaches(sept(2)) == ()


@pytest.mark.plan("R34", "R40")
def test_a_wrong_price_that_was_put_right_is_found_no_longer() -> None:
    """A slip booked at another price than was accepted is found until it is corrected; then the list to buy has that price."""
    office = school(
        *(each if each.ingredient != "大米" else evolve(each, item="大米") for each in LARDER),
        dish("米饭", "staple", ("大米", 100)),
        menu(at(sept(8), "lunch", "米饭"), first=sept(8), last=sept(8)),
    )
    office.post(office.nutrition.requirement_for("SP-37", {"4-5": 800}, channel="集中采购", on=sept(5), by="营养员"))
    accepted, stocked = stock_from(office, delivery("SH-1", RICE), by="孙保管")
    assert isinstance(stocked, FoodStocked)
    wrong = evolve(stocked.lines[0], amount=yuan(200))
    office.post_all((accepted, evolve(stocked, lines=(wrong,))))
    assert [each.rule.code for each in office.breaches(sept(2))] == ["R34.booked"]
    assert [row["price"] for row in shopping_list(office, "SP-37").records()] == [yuan("4.00")]
    right = FoodStockCorrected(
        supplier=stocked.supplier,
        document=stocked.document,
        item="大米",
        lot=wrong.lot,
        amount=RICE.amount,
        instead_of=yuan(200),
        reason="单价录错",
        on=sept(3),
        by="钱会计",
    )
    office.post(office.canteen.stock_correction(right))
    assert office.breaches(sept(2)) == ()
    assert [row["price"] for row in shopping_list(office, "SP-37").records()] == [yuan("5.20")]


@pytest.mark.plan("R34")
def test_a_correction_is_of_its_own_slip() -> None:
    """Of one item on one document, one lot was stocked and another used: a wrong sum is put right where it stands, price and all."""
    office = school(
        *(each if each.ingredient != "大米" else evolve(each, item="大米") for each in LARDER),
        dish("米饭", "staple", ("大米", 100)),
        menu(at(sept(8), "lunch", "米饭"), first=sept(8), last=sept(8)),
    )
    office.post(office.nutrition.requirement_for("SP-37", {"4-5": 800}, channel="集中采购", on=sept(5), by="营养员"))
    fresh = evolve(RICE, lot="PC-2", destination="kitchen")
    accepted, stocked, cooked = stock_from(office, delivery("SH-1", RICE, fresh), meal=MEAL, by="孙保管")
    assert isinstance(cooked, FoodUsed)
    office.post_all((accepted, stocked, evolve(cooked, lines=(evolve(cooked.lines[0], amount=yuan(200)),))))
    right = FoodUseCorrected(
        supplier=cooked.supplier,
        document=cooked.document,
        segment=cooked.segment,
        fund=cooked.fund,
        item="大米",
        amount=RICE.amount,
        instead_of=yuan(200),
        reason="单价录错",
        on=sept(3),
        by="钱会计",
    )
    assert [each.rule.code for each in office.breaches(sept(2))] == ["R34.booked"]
    assert [row["price"] for row in shopping_list(office, "SP-37").records()] == [yuan("4.00")]
    office.post(right)
    assert office.breaches(sept(2)) == ()
    assert [row["price"] for row in shopping_list(office, "SP-37").records()] == [yuan("5.20")]


@pytest.mark.plan("R34")
def test_a_delivery_put_right_is_what_is_booked() -> None:
    """What is stocked of a corrected delivery is what it was in truth; what was stocked before has to follow."""
    right = DeliveryCorrected(
        lot="PC-1",
        quantity=Quantity(48, "kg"),
        instead_of_quantity=RICE.quantity,
        amount=yuan("249.60"),
        instead_of=RICE.amount,
        reason="复称",
        on=sept(3),
        by="张师傅",
        cosigned_by=("李老师",),
    )
    office, late = school(delivery("SH-1", RICE), right), school(delivery("SH-1", RICE))
    (stocked,) = stock_from(office, Ref("food_safety", 2), by="孙保管")
    office.post(stocked)
    assert office.canteen.store(sept(2)) == yuan("249.60")
    for entry in (*stock_from(late, Ref("food_safety", 2), by="孙保管"), right):
        late.post(entry)
    assert office.breaches(sept(2)) == ()
    assert [each.found.zh for each in late.breaches(sept(2))] == ["PC-1：入账 50 kg、260.00 元，验收 48 kg、249.60 元"]


@pytest.mark.plan("P45")
def test_goods_turned_away_that_are_stocked_all_the_same_are_found() -> None:
    """Food that is stocked on a delivery that did not accept it is a breach, with a lot of another item or without any."""
    office = school(delivery("SH-1", RICE, rejected=(turned_away(),)))
    (stocked,) = stock_from(office, Ref("food_safety", 2), by="孙保管")
    assert isinstance(stocked, FoodStocked)
    greens = evolve(stocked.lines[0], item="青菜", quantity=Quantity(10, "kg"), amount=yuan(30), lot=None)
    office.post(evolve(stocked, lines=(*stocked.lines, greens)))
    assert [(each.rule.code, each.found.zh) for each in office.breaches(sept(2))] == [
        ("R34.booked", "青菜（批次 -）不在 SH-1 的验收批次中")
    ]


def cooked(*more: Entry[Any]) -> LogisticsOffice:
    """Return an office where lunch of 8 September was cooked from the rice of the delivery, served and sampled."""
    office = school()
    office.post_all(stock_from(office, slip(), meal=MEAL, by="孙保管"))
    lunch: tuple[Entry[Any], ...] = (issued(30), dishes_served(sept(8)), kept(sept(8)), served(40))
    for entry in (*lunch, *more):
        office.post(entry)
    return office


@pytest.mark.plan("R34", "P112")
def test_a_lot_that_was_frozen_and_used_is_found() -> None:
    """A lot that goes into a meal between its freezing and its release is a breach of that day; before and after it is none."""
    office = cooked(
        LotsFrozen(lots=("PC-1",), reason="待检", on=sept(9), by="张师傅"),
        issued(5, on=sept(10)),
        LotsReleased(lots=("PC-1",), reason="合格", on=sept(11), by="张师傅"),
        issued(5, on=sept(12)),
    )
    found = [each for day in (8, 10, 12) for each in office.breaches(sept(day)) if each.rule.code == "P112.sealed"]
    assert [(each.on, each.subject) for each in found] == [(sept(10), ("lot", "PC-1"))]


@pytest.mark.plan("P112")
@pytest.mark.parametrize(
    ("sealed_at", "used_at", "breaches"),
    [
        (time(16), time(17), 1),
        (time(16), time(10), 0),
        (time(16), None, 0),
        (None, time(10), 1),
        (None, None, 0),
    ],
)
def test_what_was_used_before_it_was_sealed_that_day_is_no_breach(
    sealed_at: time | None, used_at: time | None, breaches: int
) -> None:
    """An incident after lunch seals what lunch was cooked from: only what is used after that hour is a breach."""
    office = cooked()
    office.post(evolve(issued(5, on=sept(9)), at=used_at))
    office.post(LotsFrozen(lots=("PC-1",), reason="疑似中毒", on=sept(9), at=sealed_at, by="张师傅"))
    assert len([each for each in office.breaches(sept(9)) if each.rule.code == "P112.sealed"]) == breaches


@pytest.mark.plan("P112")
@pytest.mark.parametrize(
    ("sealed_at", "used_at", "breaches"),
    [
        (time(8), None, 1),
        (time(12, 30), None, 0),
        (time(16), None, 0),
        (None, None, 0),
        (time(8), time(7), 0),
    ],
)
def test_a_lot_that_was_frozen_before_the_meal_was_over_is_found(
    sealed_at: time | None, used_at: time | None, breaches: int
) -> None:
    """Of food that was issued nobody knows when, the end of its meal tells whether it was stopped before; an hour tells more."""
    office = cooked()
    office.post(LotsFrozen(lots=("PC-1",), reason="抽检", on=sept(9), at=sealed_at, by="张师傅"))
    office.post(evolve(issued(5, on=sept(9)), at=used_at))
    office.post(dishes_served(sept(9)))
    assert len([each for each in office.breaches(sept(9)) if each.rule.code == "P112.sealed"]) == breaches


@pytest.mark.plan("P112")
def test_a_lot_that_was_frozen_and_released_on_one_day_may_be_used() -> None:
    """Of two slips of one hour the later posted holds."""
    office = cooked(
        LotsFrozen(lots=("PC-1",), reason="待检", on=sept(9), by="张师傅"),
        LotsReleased(lots=("PC-1",), reason="合格", on=sept(9), by="张师傅"),
        issued(5, on=sept(10)),
    )
    assert [each for each in office.breaches(sept(10)) if each.rule.code == "P112.sealed"] == []


@pytest.mark.plan("R34")
def test_a_lot_is_traced_from_its_supplier_to_its_meals() -> None:
    """The trail of a lot names supplier, papers and who accepted it, each meal it went into, and what is left."""
    table = lot_trail(cooked(), "PC-1")
    head = {label.zh: value for label, value in table.head}
    assert (head["供货商"], head["品名"], head["库存"]) == ("绿源粮油", "大米", Quantity(20, "kg"))
    assert [(row[0], row[2], row[5]) for row in table] == [
        (sept(2), None, Quantity(50, "kg")),
        (sept(8), MEAL, Quantity(30, "kg")),
    ]
    assert table.column("eaten") == (None, 40)
    assert table.column("by")[0] == ("张师傅", "李老师")


@pytest.mark.plan("R37", "R42", "P48")
def test_a_meal_stands_on_one_sheet() -> None:
    """Each dish with menu, service and sample; a dish served off the menu and one without a sample show as such."""
    office = school(
        *LARDER, dish("红烧肉", "meat", ("猪肉", 40)), menu(at(sept(8), "lunch", "红烧肉"), first=sept(8), last=sept(8))
    )
    for entry in (dishes_served(sept(8), "红烧肉", "炒青菜"), kept(sept(8), "红烧肉"), served(40)):
        office.post(entry)
    table = meal_sheet(office, sept(8), "lunch")
    said = [(row["dish"], row["planned"], row["served"], row["sample"]) for row in table.records()]
    assert said == [("红烧肉", "yes", "yes", "0908-红烧肉"), ("炒青菜", "no", "yes", None)]
    assert ("就餐人次：学生午餐", 40) in [(label.zh, value) for label, value in table.head]


@pytest.mark.plan("R37", "R40")
def test_a_menu_says_what_was_served() -> None:
    """The dishes of a meal are taken from the menu once; a day or sitting without dishes gives nothing."""
    office = school(
        *LARDER, dish("红烧肉", "meat", ("猪肉", 40)), menu(at(sept(8), "lunch", "红烧肉"), first=sept(8), last=sept(8))
    )
    ref, noon = Ref("nutrition", office.nutrition.version - 1), time(12, 30)
    (meal,) = servings_from(office, ref, sept(8), "lunch", at=noon, by="厨师长")
    assert (meal.dishes, meal.because) == (("红烧肉",), ref)
    assert servings_from(office, ref, sept(8), "dinner", at=noon, by="厨师长") == ()
    office.post(meal)
    assert servings_from(office, ref, sept(8), "lunch", at=noon, by="厨师长") == ()
    with pytest.raises(Refused):
        servings_from(office, Ref("nutrition", 0), sept(8), "lunch", at=noon, by="厨师长")


@pytest.mark.plan("R40", "R37")
def test_a_dish_on_the_menu_that_was_not_served_is_found() -> None:
    """Of a meal that was served, what its menu has and nobody got is found, until the menu says what was served instead."""
    dishes = [dish(name, "meat", ("猪肉", 40)) for name in ("红烧肉", "肉丸", "炒肉")]
    lines = (at(sept(8), "lunch", "红烧肉"), at(sept(8), "lunch", "肉丸"), at(sept(8), "dinner", "炒肉"))
    office = school(*LARDER, *dishes, menu(*lines, first=sept(8), last=sept(8)))
    office.post(dishes_served(sept(8), "红烧肉", "炒肉"))
    found = [each for each in office.breaches(sept(8)) if each.rule.code == "R40.served"]
    assert [(each.on, each.subject, each.found.zh) for each in found] == [
        (sept(8), ("menu", "SP-37"), "午餐：食谱有而未供：肉丸")
    ]
    office.post(
        MenuChanged(
            menu="SP-37",
            day=sept(8),
            sitting="lunch",
            instead_of="肉丸",
            dish="炒肉",
            reason="肉馅未到",
            on=sept(8),
            by="营养员",
        )
    )
    assert [each for each in office.breaches(sept(8)) if each.rule.code == "R40.served"] == []


@pytest.mark.plan("R37", "P112")
def test_an_incident_seals_what_went_into_the_meal() -> None:
    """The lots of the suspected meal and its samples are sealed, each once, and what is sealed stays."""
    office = cooked()
    ref = office.post(IncidentOpened(incident="SJ-1", what="腹泻", on=sept(8), at=time(16), by="校长"))
    (seal,) = seals_from(office, ref, sept(8), "lunch", by="张师傅")
    assert isinstance(seal, FoodSealed)
    assert (seal.lots, len(seal.samples)) == (("PC-1",), 3)
    office.post(seal)
    assert seals_from(office, ref, sept(8), "lunch") == ()
    assert office.food_safety["PC-1"].status == "frozen"
    with pytest.raises(Refused):
        seals_from(office, Ref("canteen", 0), sept(8), "lunch")


@pytest.mark.plan("R37", "P112")
def test_a_second_incident_seals_what_the_first_has_sealed_or_a_recall_has_stopped() -> None:
    """Samples and lots stay put until the last incident they are sealed for is closed."""
    office = cooked()
    for number, day in (("SJ-1", 8), ("SJ-2", 9)):
        ref = office.post(IncidentOpened(incident=number, what="腹泻", on=sept(day), at=time(16), by="校长"))
        (seal,) = seals_from(office, ref, sept(8), "lunch")
        assert (seal.lots, len(seal.samples), seal.on, seal.at) == (("PC-1",), 3, sept(day), time(16))
        office.post(seal)
    office.post(LotsRecalled(lots=("PC-1",), reason="厂家召回", on=sept(10), by="张师傅"))
    ref = office.post(IncidentOpened(incident="SJ-3", what="呕吐", on=sept(9), at=time(17), by="校长"))
    (seal,) = seals_from(office, ref, sept(8), "lunch", on=sept(11), at=time(9))
    assert (seal.lots, seal.on, seal.at) == (("PC-1",), sept(11), time(9))
    office.post(seal)
    for number in ("SJ-1", "SJ-2"):
        office.post(IncidentClosed(incident=number, conclusion="排除", on=sept(11), by="校长"))
    gone = SamplesReleased(samples=seal.samples, on=sept(12), at=time(9), by="留样员")
    assert "SJ-3" in str(office.objection(gone))


@pytest.mark.plan("R37", "P48")
def test_a_supper_that_ends_after_midnight_is_of_the_day_before() -> None:
    """The sheet of a meal has what was served and kept of it after midnight."""
    after: dict[str, Any] = {"sitting": "dinner", "at": time(0, 20), "service_day": sept(8)}
    office = school(dishes_served(sept(9), "炒饭", **after), kept(sept(9), "炒饭", **after))
    (row,) = meal_sheet(office, sept(8), "dinner").records()
    assert (row["dish"], row["sample"]) == ("炒饭", "0909-炒饭")
    assert len(meal_sheet(office, sept(9), "dinner")) == 0


@pytest.mark.plan("R40", "P46")
def test_what_to_buy_for_a_menu() -> None:
    """Required less what the store holds, in its unit and at the last price; what the store does not know stays open."""
    office = school(
        *(each if each.ingredient != "大米" else evolve(each, item="大米") for each in LARDER),
        dish("米饭", "staple", ("大米", 100)),
        dish("红烧肉", "meat", ("猪肉", 40)),
        menu(at(sept(8), "lunch", "米饭", "红烧肉"), first=sept(8), last=sept(8)),
    )
    office.post_all(stock_from(office, slip(), meal=MEAL, by="孙保管"))
    office.post(office.nutrition.requirement_for("SP-37", {"4-5": 800}, channel="集中采购", on=sept(5), by="营养员"))
    rows = {row["item"]: row for row in shopping_list(office, "SP-37").records()}
    rice = rows["大米"]
    assert (rice["required"], rice["in_store"], rice["to_buy"]) == tuple(Quantity(each, "kg") for each in (80, 50, 30))
    assert (rice["price"], rice["amount"]) == (yuan("5.20"), yuan("156.00"))
    assert (rows["猪肉"]["required"], rows["猪肉"]["in_store"], rows["猪肉"]["amount"]) == (
        Quantity(40, "kg"),
        None,
        None,
    )
    assert [note.zh for note in shopping_list(office, "SP-37").notes] == [
        "未计入合计（无单价、无库存记录或计量单位不可换算）：猪肉"
    ]
    office.post(issued(10, on=sept(8)))
    (then, _), (later, _) = (shopping_list(office, "SP-37", on=day).rows for day in (sept(5), sept(8)))
    assert (then[2], later[2]) == (Quantity(50, "kg"), Quantity(40, "kg"))
    assert shopping_list(office, "SP-37", on=sept(5)).head[-1][1] == sept(5)


@pytest.mark.plan("R40")
@pytest.mark.parametrize(
    ("step", "to_buy", "amount"),
    [(None, "30.08", "156.42"), ("0.5", "30.5", "158.60"), ("1", "31", "161.20"), ("25", "50", "260.00")],
)
def test_what_to_buy_is_rounded_up_to_what_is_sold(step: str | None, to_buy: str, amount: str) -> None:
    """The list says how much is required, there and to buy, and of when it is; whoever wants whole kilograms says so."""
    office = school(
        *(each if each.ingredient != "大米" else evolve(each, item="大米", edible=Decimal(95)) for each in LARDER),
        dish("米饭", "staple", ("大米", 61)),
        menu(at(sept(8), "lunch", "米饭"), first=sept(8), last=sept(8)),
    )
    office.post_all(stock_from(office, slip(), meal=MEAL, by="孙保管"))
    office.post(office.nutrition.requirement_for("SP-37", {"4-5": 1247}, channel="集中采购", on=sept(5), by="营养员"))
    table = shopping_list(office, "SP-37") if step is None else shopping_list(office, "SP-37", Decimal(step))
    (rice,) = table.records()
    assert (rice["required"], rice["to_buy"]) == (Quantity(Decimal("80.08"), "kg"), Quantity(Decimal(to_buy), "kg"))
    assert rice["amount"] == yuan(amount)
    assert [(label.zh, value) for label, value in (*table.head[-2:], *table.signatures)] == [
        ("制单日期", sept(5)),
        ("库存、价格日期", sept(2)),
        ("制单人", "营养员"),
        ("采购人", None),
    ]


@pytest.mark.parametrize("step", [Decimal(0), Decimal(-1), Decimal("NaN"), 1])
def test_nothing_is_rounded_up_to_nothing(step: Any) -> None:
    """A step is more than nothing, and exact."""
    with pytest.raises(InvalidValue):
        shopping_list(school(), "SP-37", step)


@pytest.mark.plan("R34")
def test_the_trail_of_a_lot_says_when_it_was_stopped() -> None:
    """A freezing and its release stand in the trail between the meals, in the order of their days."""
    office = cooked(
        LotsFrozen(lots=("PC-1",), reason="待检", on=sept(5), by="张师傅"),
        LotsReleased(lots=("PC-1",), reason="合格", on=sept(6), by="张师傅"),
    )
    assert [row["事项"] for row in lot_trail(office, "PC-1").records("zh")] == [
        "进货查验",
        "批次冻结",
        "解除冻结",
        "领用出库",
    ]


@pytest.mark.plan("R34", "R35", "P72")
def test_a_slip_may_feed_several_meals() -> None:
    """Goods for the kitchen go to the meal that is named for their lot, the others to the meal of the slip, each at its cost."""
    more = (enrolled("教职工", "staff"), priced("教工午餐", 10, "staff"))
    office = school(
        *more, FeesPaid(bank="专户", lines=(FeeLine(diner="教职工", amount=yuan(500)),), on=sept(2), by="会计")
    )
    fish = evolve(GREENS, lot="PC-3", amount=yuan(30))
    whole = stock_from(office, delivery("SH-1", GREENS, fish), meal=MEAL, meals={"PC-3": "教工午餐"})
    used = [each for each in whole if isinstance(each, FoodUsed)]
    assert [(each.meal, each.segment, [line.lot for line in each.lines]) for each in used] == [
        (MEAL, "pupils", ["PC-2"]),
        ("教工午餐", "staff", ["PC-3"]),
    ]
    office.post_all(whole)


@pytest.mark.plan("R34", "R35")
def test_a_lot_that_was_destroyed_is_written_off() -> None:
    """What the store still holds of a destroyed lot is a breach until it is written off, and the flow says how much it is."""
    office = cooked(LotsRecalled(lots=("PC-1",), reason="召回", on=sept(9), by="张师傅"))
    gone = LotsDisposed(
        lots=("PC-1",), handled="destroyed", reason="召回", on=sept(10), by="张师傅", cosigned_by=("李老师",)
    )
    ref = office.post(gone)
    found = [each.found.zh for each in office.breaches(sept(10)) if each.rule.code == "R34.booked"]
    assert found == ["PC-1 已处置，库存仍有 20 kg"]
    (off,) = write_offs_from(office, ref, by="孙保管")
    assert [(each.item, each.lot, each.quantity) for each in off.lines] == [("大米", "PC-1", Quantity(20, "kg"))]
    office.post(off)
    assert write_offs_from(office, ref) == ()
    assert [each for each in office.breaches(sept(10)) if each.rule.code == "R34.booked"] == []
    with pytest.raises(Refused):
        write_offs_from(office, Ref("canteen", 0))


@pytest.mark.plan("P48", "R37")
def test_a_meal_without_its_dishes_is_found() -> None:
    """Once the log is kept, a sitting that was eaten and of which no dishes are written down is a breach of that day."""
    office = cooked(served(40, on=sept(9)))
    found = [
        (each.on, each.found.zh) for each in office.breaches(DateSpan(sept(8), sept(9))) if each.rule.code == "P48"
    ]
    assert found == [(sept(9), "午餐有人就餐，没有供餐记录")]
    assert [each for each in school(served(40)).breaches(sept(8)) if each.rule.code == "P48"] == []


def test_a_menu_without_a_requirement_says_so() -> None:
    """A list that is empty because nothing was worked out is not one that says there is nothing to buy."""
    office = school(
        *LARDER, dish("红烧肉", "meat", ("猪肉", 40)), menu(at(sept(8), "lunch", "红烧肉"), first=sept(8), last=sept(8))
    )
    table = shopping_list(office, "SP-37")
    assert (len(table), "尚未推算" in table.notes[0].zh) == (0, True)
