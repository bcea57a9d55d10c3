"""What is served: menus, their changes, what to buy for them, how hot they come, what they amount to."""

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.journal import Entry
from schoollogistics.nutrition.rules.foods import Base
from schoollogistics.nutrition.rules.plans import P46
from schoollogistics.nutrition.state import NutritionState
from schoollogistics.nutrition.state.lines import AnalysedLine, BandId, HeadLine, MenuId, MenuLine, RequiredLine
from schoollogistics.values.ids import Code, DishId
from schoollogistics.values.meals import Sitting
from schoollogistics.values.periods import Month
from schoollogistics.values.shapes import Note, Number


@final
@frozen(kw_only=True)
class MenuPublished(Entry[NutritionState]):
    """The weighed menu of some days was published, for the age bands that eat it (食谱公布)."""

    kind: ClassVar[str] = "nutrition.menu_published"

    menu: MenuId
    first: date
    last: date
    bands: tuple[BandId, ...]
    lines: tuple[MenuLine, ...]

    def check(self, state: NutritionState) -> None:
        """Refuse a second menu for eaters who have one (P46), days outside of it, a dish twice at a meal, or unweighed."""
        state.need(self, bands=not self.bands, lines=not self.lines)
        state.need_order(self, "first", "last")
        state.each_once(self, self.bands, "bands")
        state.each_once(self, ((e.day, e.sitting, e.served_at, e.dish) for e in self.lines), "lines")
        outside = [line.day for line in self.lines if not self.first <= line.day <= self.last]
        if outside:
            raise state.refusal(
                self,
                "date",
                stands=Text(f"{outside[0]} is none of its days", f"{outside[0]} 不在食谱期间"),
                takes=Text(f"{self.first} to {self.last}", f"{self.first} 至 {self.last}"),
                fields=("lines",),
            )
        for line in self.lines:
            _need_weighed(self, state, line, self.bands)
        for menu, bands in state.bands.items():
            shared = [band for band in self.bands if band in bands]
            if shared and self.first <= state.last[menu] and state.first[menu] <= self.last:
                state.refuse(
                    P46,
                    self,
                    stands=Text(f"{shared[0]} has the menu {menu} on these days", f"{shared[0]} 同期已有食谱 {menu}"),
                    takes=Text("a change of that menu", "请登记食谱变更"),
                    fields=("bands", "first", "last"),
                )

    def apply(self, state: NutritionState) -> None:
        """Keep what is served when."""
        state.meals[self.menu] = self.lines


def _need_weighed(entry: Entry[NutritionState], state: NutritionState, line: MenuLine, bands: Iterable[str]) -> None:
    recipe = state.recipe_on(line.dish, line.day)
    bare = [(each, band) for band in bands for each in recipe.unweighed(band)]
    if bare:
        ingredient, band = bare[0]
        raise state.refusal(
            entry,
            "missing",
            stands=Text(
                f"{line.dish}: no grams of {ingredient} for {band}", f"{line.dish} 没有 {band} 的{ingredient}用量"
            ),
            takes=Text(
                "a recipe with grams for each age band, 0 where it gets none",
                "请先登记各年龄段用量的菜品配方，不用的填 0",
            ),
            fields=("lines", "dish"),
        )


@final
@frozen(kw_only=True)
class MenuChanged(Entry[NutritionState]):
    """Another dish was served than the menu said, with the reason (食谱变更)."""

    kind: ClassVar[str] = "nutrition.menu_changed"

    menu: MenuId
    day: date
    sitting: Sitting
    instead_of: DishId
    dish: DishId
    reason: Note
    served_at: time | None = None

    def check(self, state: NutritionState) -> None:
        """Refuse a dish that is not on the menu of that meal (reference), one that is already, and one unweighed."""
        meal = [each.dish for each in state.meals[self.menu] if self._is_of_meal(each)]
        if self.instead_of not in meal:
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"{self.instead_of} is not on the menu of that meal", f"该餐没有 {self.instead_of}"),
                takes=Text(f"one of {', '.join(meal) or '-'}", f"该餐菜品：{'、'.join(meal) or '无'}"),
                fields=("instead_of",),
            )
        if self.dish in meal:
            raise state.refusal(
                self,
                "already",
                stands=Text(f"{self.dish} is on the menu of that meal", f"该餐已有 {self.dish}"),
                takes=Text("another dish", "请换其他菜品"),
                fields=("dish",),
            )
        _need_weighed(self, state, self._line, state.bands[self.menu])

    def apply(self, state: NutritionState) -> None:
        """Put the dish in its place."""
        state.meals[self.menu] = tuple(
            self._line if self._is_of_meal(each) and each.dish == self.instead_of else each
            for each in state.meals[self.menu]
        )

    @property
    def _line(self) -> MenuLine:
        return MenuLine(day=self.day, sitting=self.sitting, dish=self.dish, served_at=self.served_at)

    def _is_of_meal(self, line: MenuLine) -> bool:
        return (line.day, line.sitting, line.served_at) == (self.day, self.sitting, self.served_at)


@final
@frozen(kw_only=True)
class PurchaseRequired(Entry[NutritionState]):
    """What has to be bought for a menu was drawn up, for so many heads, to be bought through one channel (采购需求)."""

    kind: ClassVar[str] = "nutrition.purchase_required"

    menu: MenuId
    channel: Code
    heads: tuple[HeadLine, ...]
    required: tuple[RequiredLine, ...]

    def check(self, state: NutritionState) -> None:
        """Refuse another channel for the same days (P46), heads of no band of the menu, and amounts that do not follow."""
        state.need(self, heads=not self.heads)
        state.each_once(self, (each.band for each in self.heads), "heads")
        strange = [each.band for each in self.heads if each.band not in state.bands[self.menu]]
        if strange:
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"{strange[0]} does not eat this menu", f"{strange[0]} 不用此食谱"),
                takes=Text(f"one of {', '.join(state.bands[self.menu])}", f"可为：{'、'.join(state.bands[self.menu])}"),
                fields=("heads",),
            )
        if self.required != state.requirement(state.span(self.menu), self.heads, self.menu):
            raise state.refusal(
                self,
                "state",
                stands=Text("menu, heads and edible parts come to something else", "与食谱、人数、可食部推算不符"),
                takes=Text("what requirement_for() returns", "请用 requirement_for() 给出的需求"),
                fields=("required",),
            )
        for menu, channels in state.channels.items():
            others = [each for each in channels if each != self.channel]
            if others and state.span(menu).overlaps(state.span(self.menu)):
                state.refuse(
                    P46,
                    self,
                    stands=Text(f"{menu} is bought through {others[0]}", f"{menu} 由 {others[0]} 采购"),
                    takes=Text("one purchasing channel", "请统一采购渠道"),
                    fields=("channel",),
                )

    def apply(self, state: NutritionState) -> None:
        """Keep through whom it is bought."""
        state.channels[self.menu] = (*state.channels.get(self.menu, ()), self.channel)


@final
@frozen(kw_only=True)
class TemperatureTaken(Entry[NutritionState]):
    """The temperature of food was taken as it was served, in degrees Celsius (供餐测温)."""

    kind: ClassVar[str] = "nutrition.temperature_taken"

    sitting: Sitting
    temperature: Number
    dish: DishId | None = None

    def check(self, state: NutritionState) -> None:
        """Refuse what no food is served at (range), and a dish that nobody composed (reference)."""
        if not Decimal(-20) <= self.temperature <= Decimal(150):
            raise state.refusal(
                self,
                "range",
                stands=Text(f"{self.temperature} °C", f"{self.temperature} ℃"),
                takes=Text("degrees Celsius of food", "请填写食物温度（℃）"),
                fields=("temperature",),
            )
        if self.dish is not None and self.dish not in state.recipes:
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"nobody composed {self.dish}", f"没有 {self.dish} 的配方"),
                takes=Text("a dish of this book, or none", "请用已登记的菜品，或不填"),
                fields=("dish",),
            )


@final
@frozen(kw_only=True)
class NutritionAnalysed(Entry[NutritionState]):
    """What the menus of a month amount to for each age band was worked out, energy by a named base (营养分析)."""

    kind: ClassVar[str] = "nutrition.nutrition_analysed"

    month: Month
    base: Base
    lines: tuple[AnalysedLine, ...]
    comment: Note | None = None

    def check(self, state: NutritionState) -> None:
        """Refuse a month that has not begun (date) or has no menu (missing), and amounts that do not follow (state)."""
        if self.on < self.month.first:
            raise state.refusal(
                self,
                "date",
                stands=Text(f"{self.month} has not begun", f"{self.month} 尚未开始"),
                takes=Text(f"{self.month.first} or later", f"{self.month.first} 或以后"),
                fields=("month", "on"),
            )
        state.need(self, lines=not self.lines)
        if self.lines != state.analysis(self.month, self.base):
            raise state.refusal(
                self,
                "state",
                stands=Text("the menus come to something else", "与食谱推算不符"),
                takes=Text("what analysis_for() returns", "请用 analysis_for() 给出的结果"),
                fields=("lines",),
            )
