"""What is printed of food between the books: where a lot came from and went, one meal on a sheet, what to buy for a menu."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Final, cast

from schoollogistics.canteen import (
    CanteenLedger,
    FoodStockCorrected,
    FoodStocked,
    FoodUseCorrected,
    FoodUsed,
    MealAccompanied,
)
from schoollogistics.canteen.rules.labels import LABELS as CANTEEN
from schoollogistics.canteen.state import Purse
from schoollogistics.canteen.state.stock import quantity_of
from schoollogistics.errors import Text, invalid
from schoollogistics.food_safety import DeliveryAccepted, FoodSafetyLog, LotOpened
from schoollogistics.food_safety.rules import LABELS as FOOD
from schoollogistics.journal import numbered
from schoollogistics.journal.views import school_of, standing
from schoollogistics.nutrition import MenuBook, PurchaseRequired
from schoollogistics.nutrition.rules.labels import LABELS as MENU
from schoollogistics.nutrition.views.menus import BUYER, DRAWN_UP, DRAWN_UP_BY, HUNDREDTH, rounded_up
from schoollogistics.office.flows.food import lots_of_meal, samples_of_meal, served_dishes
from schoollogistics.office.logistics_office import LogisticsOffice
from schoollogistics.values.meals import SITTING_LABELS, Sitting
from schoollogistics.values.money import FEN, line_amount, own_context, total
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.tables import Cell, Table, TableColumn
from schoollogistics.values.texts import id_key

YES: Final = Text("yes", "是")
NO: Final = Text("no", "否")
STATUS: Final = Text("Status", "状态")
LEFT: Final = Text("Left in the store", "库存")
NOT_DRAWN_UP: Final = Text(
    "Nothing was worked out for this menu: post requirement_for() first",
    "此食谱尚未推算采购需求，请先登记 requirement_for()",
)
STOCK_OF: Final = Text("Stock and prices of", "库存、价格日期")
DISH: Final = TableColumn("dish", "菜品", "Dish")
QUANTITY: Final = TableColumn("quantity", "数量", "Quantity")


def lot_trail(office: LogisticsOffice, lot: str) -> Table:
    """Return where a *lot* came from and went (批次追溯): accepted, stopped, in which meals of how many, what is left (R34).

    ``Unknown`` for a lot that the food-safety log has not.
    """
    log, canteen = office[FoodSafetyLog], office[CanteenLedger]
    view, origin = log[lot], log.origin(lot)
    heads = _heads(canteen)
    rows: list[tuple[Cell, ...]] = []
    for entry in standing(log, view.key):
        came = view.quantity if isinstance(entry, DeliveryAccepted | LotOpened) else None
        rows.append((entry.on, FOOD.entry(entry.kind), None, None, None, came, (entry.by, *entry.cosigned_by)))
    for use in canteen.meals_of(view.key, view.item):
        slip = office.shelf.entry(use.ref)
        segment = None if use.segment is None else CANTEEN.choice("segment", use.segment)
        eaten = None if use.meal is None else heads.get((use.on, use.meal))
        signed = (slip.by, *slip.cosigned_by)
        rows.append((use.on, CANTEEN.entry(slip.kind), use.meal, segment, eaten, use.quantity, signed))
    rows.sort(key=lambda row: cast("date", row[0]))
    return Table(
        title=Text(f"Where the lot {view.key} went", f"批次追溯 {view.key}"),
        head=(
            *school_of(office.setting),
            *((FOOD.field(name), getattr(view, name)) for name in ("item", "producer", "produced_on", "expires")),
            (FOOD.field("supplier"), origin.supplier),
            (FOOD.field("delivery"), origin.delivery),
            (FOOD.field("certificates"), origin.certificates),
            (STATUS, FOOD.state(view.status)),
            (LEFT, _left(canteen, view.item, view.key)),
        ),
        columns=(
            TableColumn("on", "日期", "Day"),
            TableColumn("what", "事项", "What"),
            TableColumn("meal", "餐别", "Meal"),
            TableColumn("segment", "就餐人", "Of whom"),
            TableColumn("eaten", "就餐人次", "Meals served", "number"),
            QUANTITY,
            TableColumn("by", "经办人", "By"),
        ),
        rows=rows,
    )


def _heads(canteen: CanteenLedger) -> dict[tuple[date, str], int]:
    """Return how many had a meal on a day, as corrected since."""
    found: dict[tuple[date, str], int] = {}
    for (_, meal, day), servings in canteen.columns.eaten.items():
        found[day, meal] = found.get((day, meal), 0) + servings
    return found


def _left(canteen: CanteenLedger, item: str, lot: str | None = None) -> Quantity | None:
    """Return how much there is of an item, or of one *lot* of it; None for an item that the store has not."""
    unit = canteen.columns.unit.get(item)
    lots = (each for each in canteen.columns.lots.get(item, ()) if lot is None or each.lot == lot)
    return None if unit is None else Quantity(quantity_of(lots), unit)


def meal_sheet(office: LogisticsOffice, on: date, sitting: Sitting) -> Table:
    """Return one meal on one sheet (餐次档案): each dish with menu, service and sample; who ate, who came along, which lots.

    A dish that was served without being on the menu, or without a sample, shows as such.
    """
    canteen, log = office[CanteenLedger].columns, office[FoodSafetyLog].columns
    menus = office[MenuBook].columns.meals.values()
    planned = [line.dish for lines in menus for line in lines if (line.day, line.sitting) == (on, sitting)]
    served = served_dishes(office, on, sitting)
    samples = {id_key(log.dish[key]): key for key in samples_of_meal(office, on, sitting)}
    dishes = {id_key(dish): dish for dish in (*planned, *served)}
    on_menu, on_table = set(map(id_key, planned)), set(map(id_key, served))
    entries = [entry for _, entry in numbered(office[CanteenLedger]) if entry.on == on]
    heads = {
        meal: count
        for (day, meal), count in _heads(office[CanteenLedger]).items()
        if (day, canteen.sitting[meal]) == (on, sitting)
    }
    along = [each for each in entries if isinstance(each, MealAccompanied) and canteen.sitting[each.meal] == sitting]
    return Table(
        title=Text(f"{SITTING_LABELS[sitting].en} of {on}", f"{on} {SITTING_LABELS[sitting].zh}档案"),
        head=(
            *school_of(office.setting),
            *((Text(f"Meals served: {meal}", f"就餐人次：{meal}"), count) for meal, count in heads.items()),
            (CANTEEN.entry(MealAccompanied.kind), tuple(each.by for each in along)),
            (FOOD.field("lots"), lots_of_meal(office, on, sitting)),
        ),
        columns=(
            DISH,
            TableColumn("planned", "食谱所列", "On the menu"),
            TableColumn("served", "已供餐", "Served"),
            TableColumn("sample", "留样编号", "Sample"),
            TableColumn("mass", "留样量", "Kept"),
        ),
        rows=[
            (
                dish,
                YES if key in on_menu else NO,
                YES if key in on_table else NO,
                samples.get(key),
                log.mass[samples[key]] if key in samples else None,
            )
            for key, dish in dishes.items()
        ],
    )


def shopping_list(office: LogisticsOffice, menu: str, step: Decimal = HUNDREDTH, *, on: date | None = None) -> Table:
    """Return what is still to be bought for a *menu* (采购清单): required less what the store holds, at the last price paid.

    Stock and prices are those at the end of the day *on*, otherwise those of the last record of the store. What to buy is rounded up to a *step* in the unit of the store, ``Decimal(1)`` for whole kilograms. Of items that the
    store has not, or that it counts in another kind of unit, nothing is known but what is required: a note says what the
    total is without. ``Unknown`` for a menu
    that is not in the book, ``InvalidValue`` for a step of nothing (R40).
    """
    if type(step) is not Decimal or not step.is_finite() or step <= 0:
        raise invalid(
            "range",
            "step",
            step,
            Text("is no step to round up to", "不能作为进位单位"),
            Text('Decimal("0.5") for half a kilogram', '请写 Decimal("0.5") 等正数'),
        )
    book, canteen = office[MenuBook], office[CanteenLedger]
    if on is not None:
        canteen = canteen.as_of(on)
    key = book.of("menu")[menu].key
    drawn_up = [each for _, each in numbered(book) if isinstance(each, PurchaseRequired) and each.menu == key]
    needed: dict[str, list[Quantity]] = {}
    for each in drawn_up[-1].required if drawn_up else ():
        if each.quantity is not None:
            needed.setdefault(each.item or each.ingredient, []).append(each.quantity)
    prices = _last_prices(canteen)
    rows = [(item, *_bought(canteen, item, _sum(parts), prices.get(item), step)) for item, parts in needed.items()]
    amounts = [row[-1] for row in rows if isinstance(row[-1], Decimal)]
    left_out = [item for item, _, _, short, _, amount in rows if amount is None and not _is_none(short)]
    stock_of = on or max((each.recorded for _, each in numbered(canteen)), default=None)
    return Table(
        title=Text("What to buy", "采购清单"),
        head=(
            *school_of(office.setting),
            (MENU.field("menu"), key),
            (DRAWN_UP, drawn_up[-1].on if drawn_up else None),
            (STOCK_OF, stock_of),
        ),
        columns=(
            TableColumn("item", "食材", "Item"),
            TableColumn("required", "需求量", "Required"),
            TableColumn("in_store", "库存", "In the store"),
            TableColumn("to_buy", "应采购", "To buy"),
            TableColumn("price", "上次单价（元）", "Last price (yuan)", "number"),
            TableColumn("amount", "预计金额（元）", "Likely amount (yuan)", "money"),
        ),
        rows=rows,
        totals={"amount": total(amounts)} if amounts else {},
        notes=_open_points(left_out, drawn_up=bool(drawn_up)),
        signatures=((DRAWN_UP_BY, drawn_up[-1].by if drawn_up else None), (BUYER, None)),
    )


def _is_none(short: Cell) -> bool:
    return isinstance(short, Quantity) and short.amount == 0


def _open_points(items: list[str], *, drawn_up: bool) -> Iterator[Text]:
    """Say which *items* the total is without, and whether anything was drawn up at all."""
    if items:
        yield Text(
            f"not in the total, for want of a price or of a unit to compare: {', '.join(items)}",
            f"未计入合计（无单价、无库存记录或计量单位不可换算）：{'、'.join(items)}",
        )
    if not drawn_up:
        yield NOT_DRAWN_UP


def _bought(
    canteen: CanteenLedger, item: str, needed: Quantity, price: Decimal | None, step: Decimal
) -> tuple[Cell, Cell, Cell, Cell, Cell]:
    """Return what is required, in the store and still to buy, all in the unit of the store, and what that is likely to cost."""
    there = _left(canteen, item)
    if there is None or there.kind != needed.kind:
        return rounded_up(needed), there, None, price, None
    required = rounded_up(needed.to(there.unit))
    short = rounded_up(required - there, step) if required > there else Quantity(0, there.unit)
    amount = None if price is None else line_amount(price, short.amount)
    return required, there, short, price, amount


def _sum(parts: list[Quantity]) -> Quantity:
    whole = parts[0]
    for each in parts[1:]:
        whole += each
    return whole


def _last_prices(canteen: CanteenLedger) -> dict[str, Decimal]:
    """Return what a unit of each item cost when it last came in, as corrected since, to the fen, half up."""
    found, slips, context = dict[str, Decimal](), dict[str, tuple[object, ...]](), own_context()
    for _, entry in numbered(canteen):
        if isinstance(entry, FoodStockCorrected | FoodUseCorrected) and slips[entry.item] == entry.key:
            quantity, amount = _as_corrected(canteen, entry)
            if quantity:
                found[entry.item] = context.divide(amount, quantity).quantize(FEN, context=context)
        if isinstance(entry, FoodStocked | FoodUsed):
            for line in entry.lines:
                quantity = line.quantity.to(canteen.columns.unit[line.item]).amount
                found[line.item] = context.divide(line.amount, quantity).quantize(FEN, context=context)
                part = line.lot if isinstance(entry, FoodStocked) else Purse(entry.segment, entry.fund)
                slips[line.item] = (entry.supplier, entry.document, line.item, part)
    return found


def _as_corrected(canteen: CanteenLedger, right: FoodStockCorrected | FoodUseCorrected) -> tuple[Decimal, Decimal]:
    """Return how much there was of the goods that *right* is about, and what they cost, as the book has it now."""
    state = canteen.columns
    if isinstance(right, FoodStockCorrected):
        return state.came_in[right.key]
    weights = (weight for (*slip, _), weight in state.weighed.items() if tuple(slip) == right.key)
    return reduce(own_context().add, weights, Decimal(0)), state.billed[right.key]
