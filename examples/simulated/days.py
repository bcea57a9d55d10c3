"""What a kitchen writes down on each day on which it cooks."""

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from attrs import evolve

from schoollogistics import (
    Entry,
    LogisticsOffice,
    Month,
    Quantity,
    Ref,
    canteen,
    food_safety,
    nutrition,
    yuan,
)
from schoollogistics.food_safety.state.people import Session
from schoollogistics.office.flows import servings_from, stock_from
from schoollogistics.values.money import line_amount
from schoollogistics.values.periods import Week
from simulated.opening import Office
from simulated.plan import (
    ABLE,
    BANDS,
    BUYER,
    CLASSES,
    CLERK,
    COOK,
    FOODS,
    HANDLERS,
    HEAD,
    HEADS,
    KEEPER,
    MARKET,
    MILL,
    PRICES,
    PUPILS,
    SLIPS,
    STAFF,
    STORED,
)


class Kitchen(Office):
    """The canteen of one school day by day, with a few slips planted."""

    def diary(self, month: Month, *, sheets: bool) -> Iterator[tuple[date, Callable[[], None]]]:
        """Yield what is written down in a month, with its day; the *sheets* of the three levels too, where nobody else does."""
        days = self.calendar.school_days(month.first, month.last)
        self.unchecked = frozenset({days[SLIPS["P50"][0] - 1]} if "P50" in self.left_out else ())
        yield self.opened, self.open
        yield self.opened, partial(self.publish_menu, Week.of(month.first), self.opened)
        yield days[0], partial(self.collect_fees, month, days[0])
        for day, following in zip(days, (*days[1:], None), strict=True):
            yield day, partial(self.cook, day)
            ends = following is None or Week.of(following) != Week.of(day)
            if sheets and day not in self.unchecked:
                yield day, partial(self.post_sheet, food_safety.DailyControlHeld, day)
            if ends:
                yield day, partial(self.publish_menu, Week.of(day + timedelta(days=7)), day)
            if sheets and ends:
                yield day, partial(self.post_sheet, food_safety.WeeklyReviewHeld, day)
        if sheets:
            yield days[-1], partial(self.post_sheet, food_safety.MonthlyMeetingHeld, days[-1])
        yield month.last, partial(self.settle, month)
        closing = month.last + timedelta(days=9)
        yield closing, partial(self.close, month, closing)

    def cook(self, on: date) -> None:
        """Write down one day: who may work, what came, what was cooked, served, sampled, eaten, cleaned and locked."""
        self.days += 1
        self.check_people(on)
        for number, meal in enumerate(PRICES, 1):
            self.buy(on, meal, number)
        self.serve(on)
        if not self.slips("P53"):
            ware = food_safety.DisinfectedWare(
                ware="餐具", method="steam", reading=Decimal(100), minutes=Decimal(15), pieces=255
            )
            self.post(
                food_safety.TablewareDisinfected(
                    steps=("rinse", "wash", "disinfect"), lines=(ware,), on=on, at=time(14), by=HANDLERS[3]
                )
            )
        self.post(
            food_safety.WasteHandedOver(
                waste="kitchen",
                weight=Quantity(self.chance.randint(18, 30), "kg"),
                vessel="餐厨桶1",
                taker="收运单位",
                receiver="收运员",
                goes_to="集中处置",
                agreement="收运协议",
                disinfection="含氯消毒",
                on=on,
                at=time(15),
                by=HEAD,
            )
        )
        self.post(food_safety.KitchenLocked(points=("燃气", "电源", "门窗"), on=on, at=time(17), by=HEAD))

    def check_people(self, on: date) -> None:
        """Write down the checks of those who handle food, and who went to work where."""
        sessions: tuple[tuple[Session, time], ...] = (("morning", time(6, 40)), ("noon", time(11)))
        for session, at in sessions:
            there = HANDLERS[:3] if session == "noon" and self.slips("P55") else HANDLERS
            seen = tuple(
                food_safety.CheckedHandler(handler=each, outcome="fit", celsius=Decimal("36.4")) for each in there
            )
            self.post(food_safety.HandlersChecked(session=session, lines=seen, on=on, at=at, by=HEAD))
            if session == "morning":
                duty = tuple(food_safety.OnDuty(handler=each, area="processing", workwear=True) for each in HANDLERS)
                self.post(food_safety.DutyStarted(lines=duty, on=on, at=time(7), by=HEAD))

    def buy(self, on: date, meal: str, number: int) -> None:
        """Write down what came for a meal, by what its menu takes; what the store holds is issued, and bought by the week."""
        fresh, stored = list[food_safety.DeliveryLine](), list[canteen.IssueLine]()
        for need in self.office.nutrition.requirement(on, {BANDS[meal]: HEADS[meal]}):
            if need.quantity is not None and need.ingredient in STORED:
                stored.append(canteen.IssueLine(item=need.ingredient, quantity=need.quantity))
            elif need.quantity is not None:
                fresh.append(self.line(on, need.ingredient, need.quantity, f"{on:%m%d}-{number}{need.ingredient}"))
        if number == 1 and (self.days == 1 or on.weekday() == 0):
            rest = tuple(
                self.line(on, each, Quantity(kg, "kg"), f"{on:%m%d}-{each}")
                for each, kg in (("大米", 180), ("食用油", 32))
            )
            self.accept(on, f"SH-{on:%m%d}-0", MILL, rest)
        self.accept(on, f"SH-{on:%m%d}-{number}", MARKET, tuple(fresh), meal)
        segment: Any = "pupils" if meal == PUPILS else "staff"
        self.post(
            canteen.FoodIssued(
                segment=segment, fund="fee", meal=meal, lines=tuple(stored), on=on, at=time(9), by=KEEPER
            )
        )

    def line(self, on: date, item: str, quantity: Quantity, lot: str) -> food_safety.DeliveryLine:
        """Return one line of a delivery, at the price of the day."""
        price, stored = yuan(FOODS[item][2]), item in STORED
        missing = item == "鱼" and "-1" in lot and self.slips("P41")
        return food_safety.DeliveryLine(
            item=item,
            quantity=quantity,
            amount=line_amount(price, quantity.amount),
            lot=lot,
            destination="store" if stored else "kitchen",
            producer="产地基地",
            produced_on=on - timedelta(days=1),
            expires=on + timedelta(days=180 if stored else 3),
            certificates=() if missing else (ABLE,),
        )

    def accept(
        self, on: date, number: str, supplier: str, lines: tuple[food_safety.DeliveryLine, ...], meal: str | None = None
    ) -> None:
        """Accept a delivery by two, and book it with the same stroke; once a clerk forgets to."""
        slip = food_safety.DeliveryAccepted(
            delivery=number,
            supplier=supplier,
            purchaser=BUYER,
            lines=lines,
            on=on,
            at=time(6, 30),
            by=KEEPER,
            cosigned_by=(COOK,),
        )
        if any(not line.certificates for line in lines):
            slip = evolve(slip, despite=("P41",), note="证明当日补交，先予留样观察")
        batch = stock_from(self.office, slip, meal=meal, by=KEEPER)
        if meal == STAFF and self.slips("R34.booked"):
            batch = tuple(
                evolve(each, lines=each.lines[:-1]) if isinstance(each, canteen.FoodUsed) else each for each in batch
            )
        self.office.post_all(batch)

    def serve(self, on: date) -> None:
        """Write down what was served, sampled and eaten, and who came along; release the samples of two days before."""
        menus = self.office.nutrition.columns.meals
        menu = next(key for key, lines in menus.items() if any(line.day == on for line in lines))
        published = next(
            ref
            for ref, each in posted(self.office, "nutrition")
            if isinstance(each, nutrition.MenuPublished) and each.menu == menu
        )
        (meal,) = servings_from(self.office, published, on, "lunch", at=time(12, 40), by=COOK)
        kept = tuple(
            food_safety.SampleLine(
                sample=f"LY-{on:%m%d}-{dish}", dish=dish, mass=Quantity(150, "g"), container="留样盒"
            )
            for dish in meal.dishes
            if dish != "清蒸鱼" or not self.slips("P48")
        )
        self.post(
            food_safety.SamplesKept(sitting="lunch", lines=kept, cabinet="留样柜", on=on, at=time(12, 20), by=COOK)
        )
        self.post(meal)
        if not self.slips("P83"):
            self.post(
                canteen.MealAccompanied(
                    meal=PUPILS, findings="饭菜温热，秩序良好", duty="值周领导", on=on, at=time(12), by="值周领导"
                )
            )
        served = [(diner, HEADS[PUPILS] // len(CLASSES)) for diner in CLASSES]
        for eaten, lines in ((PUPILS, served), (STAFF, [("教职工", HEADS[STAFF])])):
            heads = tuple(canteen.Served(diner=diner, servings=count) for diner, count in lines)
            self.post(canteen.MealsServed(meal=eaten, lines=heads, on=on, at=time(13), by=CLERK))
        log = self.office.food_safety.of("sample")
        old = tuple(key for key in log if log[key].status == "kept" and log[key].kept_on <= on - timedelta(days=2))
        if old:
            self.post(food_safety.SamplesReleased(samples=old, on=on, at=time(13, 30), by=COOK))

    def post_sheet(self, kind: type[Entry[Any]], on: date) -> None:
        """Post the sheet of one level of control."""
        self.post(self.sheet(kind, on))

    def sheet(self, kind: type[Entry[Any]], on: date) -> Entry[Any]:
        """Return the sheet of one level of control for a day: of the day, of its week, or of its month."""
        log, first = self.office.food_safety, Week.of(on).first
        if kind is food_safety.DailyControlHeld:
            points = ("环境卫生", "从业人员", "原料", "加工过程", "餐用具")
            return food_safety.DailyControlHeld(points=points, on=on, at=time(16), by="食品安全员")
        if kind is food_safety.WeeklyReviewHeld:
            return food_safety.WeeklyReviewHeld(week=first, on=on, at=time(16, 30), by="食品安全总监")
        weeks = tuple(week for week in log.columns.reviewed if week not in log.columns.heard)
        return food_safety.MonthlyMeetingHeld(
            month=Month.of(on),
            weeks=weeks,
            present=("校长", "食品安全总监"),
            decisions="继续按清单检查",
            on=on,
            at=time(17),
            by="校长",
        )


def posted(office: LogisticsOffice, book: str) -> Iterator[tuple[Ref, Entry[Any]]]:
    """Yield the entries of a book with where they stand."""
    held = getattr(office, book)
    return ((Ref(book, number), entry) for number, entry in enumerate(held.entries))
