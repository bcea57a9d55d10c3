"""What a kitchen writes down before its first meal, for each week, and at the end of a month."""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from schoollogistics import (
    Entry,
    LogisticsOffice,
    Month,
    MonthClosed,
    Quantity,
    TermCalendar,
    canteen,
    food_safety,
    nutrition,
    yuan,
)
from schoollogistics.canteen.entries.codes import Body
from schoollogistics.values.money import line_amount
from schoollogistics.values.periods import Week
from simulated.plan import (
    ABLE,
    BANDS,
    BANK,
    CLASSES,
    CLERK,
    DISHES,
    FOODS,
    GROUPS,
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
    WEEKDAYS,
)

NUTRIENTS: Final = ("energy", "protein", "fat", "carbohydrate")


class Office:
    """The canteen of one school: what its office writes down, in any logistics office whose books are open."""

    def __init__(
        self, office: LogisticsOffice, calendar: TermCalendar, seed: int, left_out: Iterable[str] = SLIPS
    ) -> None:
        self.office, self.calendar, self.chance = office, calendar, random.Random(seed)
        self.opened = calendar.terms[0].first - timedelta(days=3)
        self.left_out, self.days, self.unchecked = frozenset(left_out), 0, frozenset[date]()

    def slips(self, code: str) -> bool:
        """Tell whether today something is left out."""
        return code in self.left_out and self.days == SLIPS[code][0]

    # --- once ---------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Write down what there is before the first meal: diners, prices, food, recipes, people, suppliers, committees."""
        said: dict[str, Any] = {"on": self.opened, "by": CLERK}
        for diner in CLASSES:
            self.post(canteen.DinerEnrolled(diner=diner, segment="pupils", group=diner, **said))
        self.post(canteen.DinerEnrolled(diner="教职工", segment="staff", group="教职工", **said))
        for meal, price in PRICES.items():
            segment: Any = "pupils" if meal == PUPILS else "staff"
            self.post(
                canteen.MealPriced(
                    meal=meal,
                    segment=segment,
                    sitting="lunch",
                    price=price,
                    since=self.calendar.terms[0].first,
                    announced_at="膳食委员会",
                    **said,
                )
            )
        bodies: tuple[tuple[str, Body], ...] = (("膳食委员会", "meal"), ("膳食监督委员会", "parents"))
        for segment, amount in (("pupils", 4000), ("staff", 600)):
            self.post(canteen.SurplusOpened(segment=segment, fund="fee", amount=yuan(amount), **said))
        for committee, body in bodies:
            members = tuple(
                canteen.Member(member=f"{committee}{zh}代表", represents=group)
                for group, zh in GROUPS.items()
                if body == "meal" or group == "parents"
            )
            self.post(canteen.CommitteeFormed(committee=committee, body=body, lines=members, **said))
        self.stock_up()

    def stock_up(self) -> None:
        """Write down foods and dishes, who brings them with which papers, and who works in the kitchen."""
        said: dict[str, Any] = {"on": self.opened, "by": KEEPER}
        since, until = date(2025, 1, 1), date(2026, 12, 31)
        for item, (group, category, _, values) in FOODS.items():
            self.post(canteen.FoodListed(item=item, category=category, unit="kg", **said))
            contents: dict[str, Any] = dict(zip(NUTRIENTS, map(Decimal, values), strict=True))
            self.post(
                nutrition.CompositionRecorded(
                    ingredient=item,
                    group=group,
                    item=item,
                    edible=Decimal(100),
                    source="教学用整数，非成分表数值",
                    **contents,
                    **said,
                )
            )
        for dish, (course, parts) in DISHES.items():
            lines = tuple(nutrition.RecipeLine(ingredient=each, grams=Decimal(grams)) for each, grams in parts.items())
            self.post(nutrition.DishComposed(dish=dish, course=course, lines=lines, **said))
        for supplier in (MARKET, MILL):
            licence = food_safety.Licence(
                licence="食品经营许可证", number=supplier, valid_from=since, valid_until=until
            )
            self.post(food_safety.SupplierRegistered(supplier=supplier, lines=(licence,), **said))
        self.post(
            food_safety.CertificateFiled(
                certificate=ABLE, certificate_kind="quality", items=tuple(FOODS), valid_from=since, **said
            )
        )
        for handler in HANDLERS:
            held = food_safety.HealthCertificate(
                health_certificate=f"健康证-{handler}", valid_from=since, valid_until=until
            )
            self.post(
                food_safety.HandlerOpened(
                    handler=handler, job=handler, employed_on=since, health_certificates=(held,), **said
                )
            )

    # --- every week and month -----------------------------------------------------------------------------------

    def publish_menu(self, week: Week, on: date) -> None:
        """Publish the menu of a week, for pupils and staff alike."""
        lines = tuple(
            nutrition.MenuLine(day=day, sitting="lunch", dish=dish)
            for day in self.calendar.school_days(week.first, week.last)
            for dish in WEEKDAYS[day.weekday() % len(WEEKDAYS)]
        )
        if lines:
            self.post(
                nutrition.MenuPublished(
                    menu=f"食谱-{week.first:%m%d}",
                    first=week.first,
                    last=week.last,
                    bands=tuple(BANDS.values()),
                    lines=lines,
                    on=on,
                    by="营养员",
                )
            )

    def collect_fees(self, month: Month, on: date) -> None:
        """Collect what the month will cost: classes and staff pay in advance."""
        days = len(self.calendar.school_days(month.first, month.last))
        paid = [(diner, HEADS[PUPILS] // len(CLASSES), PRICES[PUPILS]) for diner in CLASSES]
        lines = tuple(
            canteen.FeeLine(diner=diner, amount=line_amount(price, heads * days))
            for diner, heads, price in (*paid, ("教职工", HEADS[STAFF], PRICES[STAFF]))
        )
        self.post(canteen.FeesPaid(bank=BANK, lines=lines, on=on, by=CLERK))

    def settle(self, month: Month) -> None:
        """Write down the end of a month: the count, the bills, what is shared out, the analysis, the bank."""
        book, last = self.office.canteen, month.last
        held = book.columns.lots
        lines = tuple(
            canteen.CountLine(item=item, quantity=Quantity(sum(lot.left for lot in held[item]) - short, "kg"))
            for item, short in (("大米", 2), ("食用油", 0))
        )
        self.post(canteen.StockCounted(lines=lines, on=last, by=KEEPER, cosigned_by=(CLERK,)))
        self.office.post_all(book.adjustments(on=last, by=CLERK, reason="称量误差"))
        self.post(
            canteen.CostBilled(
                supplier="燃气公司",
                document=f"燃气 {month}",
                cost="energy",
                segment="common",
                amount=yuan(1600),
                on=last,
                by=CLERK,
            )
        )
        self.office.post_all(
            (*book.allocation(month, by=CLERK), *self.office.nutrition.analysis_for(month, on=last, by="营养员"))
        )
        owed: dict[str, Decimal] = {}
        for bill in book.payables():
            owed[bill.supplier] = owed.get(bill.supplier, Decimal(0)) + bill.left
        for supplier, amount in owed.items():
            self.post(canteen.SupplierPaid(bank=BANK, supplier=supplier, amount=amount, on=last, by=CLERK))
        self.post(canteen.BankReconciled(month=month, bank=BANK, statement=book.bank(month), on=last, by=HEAD))

    def close(self, month: Month, on: date) -> None:
        """Close a month, and publish its account."""
        self.post(MonthClosed(book="canteen", month=month, on=on, by=CLERK))
        self.post(self.office.publication("canteen_account", month, where="公示栏", on=on, by=CLERK))

    def post(self, entry: Entry[Any]) -> None:
        """Post *entry* to the book that takes it."""
        self.office.post(entry)
