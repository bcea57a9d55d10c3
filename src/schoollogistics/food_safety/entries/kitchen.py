"""The kitchen: utensils for raw and cooked, cooking, disinfection, temperatures, the store, waste."""

from decimal import Decimal
from typing import ClassVar, Final, final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.codes import (
    CleaningStep,
    DishName,
    Method,
    Storage,
    StoreId,
    Use,
    UtensilId,
    Waste,
)
from schoollogistics.food_safety.rules.kitchen import P51, P52, P58, P59, P61
from schoollogistics.food_safety.state import FoodSafetyState
from schoollogistics.journal import Entry
from schoollogistics.values.ids import Code, PersonId
from schoollogistics.values.meals import Sitting
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import Count, Note, Number
from schoollogistics.values.texts import id_key

ORDER: Final[tuple[CleaningStep, ...]] = ("rinse", "wash", "disinfect")


@frozen(kw_only=True)
class MarkedUtensil:
    """One board, knife, container or shelf, and what it is for."""

    utensil: UtensilId
    use: Use


@final
@frozen(kw_only=True)
class UtensilsMarked(Entry[FoodSafetyState]):
    """Boards, knives, containers and shelves were marked for raw or for cooked food (生熟标识)."""

    kind: ClassVar[str] = "food_safety.utensils_marked"

    lines: tuple[MarkedUtensil, ...]

    def check(self, state: FoodSafetyState) -> None:
        """Refuse nothing (missing), one twice (duplicate), and unless excused what was for the other food (P51)."""
        state.need(self, lines=not self.lines)
        state.each_once(self, (line.utensil for line in self.lines), "lines")
        for line in self.lines:
            if state.use.get(line.utensil, line.use) != line.use:
                now = state.labels.choice("use", state.use[line.utensil])
                state.refuse(
                    P51,
                    self,
                    stands=Text(f"{line.utensil} is for {now.en} food", f"{line.utensil} 为{now.zh}用"),
                    takes=Text("another one for that food", "生熟分开，请另备一件"),
                    fields=("lines.use",),
                )


@final
@frozen(kw_only=True)
class UtensilsWithdrawn(Entry[FoodSafetyState]):
    """Marked utensils are used no more (停用厨具)."""

    kind: ClassVar[str] = "food_safety.utensils_withdrawn"

    utensils: tuple[UtensilId, ...]

    def check(self, state: FoodSafetyState) -> None:
        """Refuse nothing (missing)."""
        state.need(self, utensils=not self.utensils)


@frozen(kw_only=True)
class CookedDish:
    """One dish as it came out of the pot: its core temperature in °C; *leftover* if it was kept from another meal."""

    dish: DishName
    celsius: Number | None = None
    leftover: bool = False


@final
@frozen(kw_only=True)
class DishesCooked(Entry[FoodSafetyState]):
    """Dishes were cooked for a meal of that day, and their core temperature was taken (烹调)."""

    kind: ClassVar[str] = "food_safety.dishes_cooked"

    sitting: Sitting
    lines: tuple[CookedDish, ...]

    def check(self, state: FoodSafetyState) -> None:
        """Refuse nothing (missing), a dish twice (duplicate), and unless excused what was kept from another meal (P58)."""
        state.need(self, lines=not self.lines)
        state.each_once(self, (id_key(line.dish) for line in self.lines), "lines")
        for line in self.lines:
            if line.leftover:
                state.refuse(
                    P58,
                    self,
                    stands=Text(f"{line.dish} was kept from another meal", f"{line.dish} 为上餐剩余"),
                    takes=Text("food cooked for this meal", "现吃现做"),
                    fields=("lines.leftover",),
                )


@frozen(kw_only=True)
class DisinfectedWare:
    """One set disinfected: how, at which temperature (°C) or concentration (mg/L), for how many minutes, with what."""

    ware: Code
    method: Method
    reading: Number
    minutes: Number
    pieces: Count | None = None
    agent: Note | None = None


@final
@frozen(kw_only=True)
class TablewareDisinfected(Entry[FoodSafetyState]):
    """Tableware and whatever touches food was rinsed, washed and disinfected, set by set (餐用具消毒)."""

    kind: ClassVar[str] = "food_safety.tableware_disinfected"

    steps: tuple[CleaningStep, ...]
    lines: tuple[DisinfectedWare, ...]
    sitting: Sitting | None = None

    def check(self, state: FoodSafetyState) -> None:
        """Refuse nothing (missing), less than no time (range), and unless excused steps left out or out of order (P52)."""
        state.need(self, lines=not self.lines)
        for line in self.lines:
            if line.minutes <= 0 or line.reading < 0 or (line.pieces is not None and line.pieces < 1):
                raise state.refusal(
                    self,
                    "range",
                    stands=Text(
                        f"{line.ware}: {line.reading} for {line.minutes} minutes",
                        f"{line.ware}：{line.reading}，{line.minutes} 分钟",
                    ),
                    takes=Text("what was read, and more than nothing", "请如实填写，须大于零"),
                    fields=("lines.reading", "lines.minutes", "lines.pieces"),
                )
        if self.steps != ORDER:
            done = [state.labels.choice("steps", step) for step in self.steps]
            state.refuse(
                P52,
                self,
                stands=Text(
                    f"done: {', '.join(each.en for each in done) or '-'}",
                    f"已做：{'、'.join(each.zh for each in done) or '无'}",
                ),
                takes=Text("rinse, then wash, then disinfect", "一冲、二洗、三消毒"),
                fields=("steps",),
            )


@frozen(kw_only=True)
class TemperatureLine:
    """What one refrigerator, freezer or warming cabinet read, in °C."""

    appliance: Code
    storage: Storage
    celsius: Number


@final
@frozen(kw_only=True)
class TemperaturesRead(Entry[FoodSafetyState]):
    """The temperatures at which food is kept were read (温度记录)."""

    kind: ClassVar[str] = "food_safety.temperatures_read"

    lines: tuple[TemperatureLine, ...]

    def check(self, state: FoodSafetyState) -> None:
        """Refuse nothing (missing), and an appliance twice (duplicate)."""
        state.need(self, lines=not self.lines)
        state.each_once(self, (id_key(line.appliance) for line in self.lines), "lines")


@final
@frozen(kw_only=True)
class StoreKeeperNamed(Entry[FoodSafetyState]):
    """A food store was given to one keeper, with the list of the others who may enter (仓库定人保管)."""

    kind: ClassVar[str] = "food_safety.storekeeper_named"

    store: StoreId
    storekeeper: PersonId
    admitted: tuple[PersonId, ...] = ()


@final
@frozen(kw_only=True)
class StoreEntered(Entry[FoodSafetyState]):
    """Somebody went into a food store, for a purpose (进入仓库)."""

    kind: ClassVar[str] = "food_safety.store_entered"

    store: StoreId
    purpose: Note

    def check(self, state: FoodSafetyState) -> None:
        """Refuse whoever is neither the keeper nor on the list, unless excused (P59)."""
        listed = {id_key(state.storekeeper[self.store]), *map(id_key, state.admitted.get(self.store, ()))}
        strangers = [each for each in (self.by, *self.cosigned_by) if id_key(each) not in listed]
        if strangers:
            state.refuse(
                P59,
                self,
                stands=Text(
                    f"{', '.join(strangers)} is not on the list; the keeper is {state.storekeeper[self.store]}",
                    f"{'、'.join(strangers)} 不在准入名单，保管员为 {state.storekeeper[self.store]}",
                ),
                takes=Text("the keeper, or somebody on the list", "由保管员或名单上的人进入"),
                fields=("by", "cosigned_by"),
            )


@final
@frozen(kw_only=True)
class WasteHandedOver(Entry[FoodSafetyState]):
    """Kitchen waste or used grease went to a taker, who signed for it; the bins were disinfected (餐厨废弃物交运)."""

    kind: ClassVar[str] = "food_safety.waste_handed_over"

    waste: Waste
    weight: Quantity
    vessel: Code
    taker: Code
    receiver: PersonId
    goes_to: Note
    agreement: Code | None = None
    vehicle: Code | None = None
    manifest: Code | None = None
    disinfection: Note | None = None

    @property
    def kilograms(self) -> Decimal:
        """How much it was, in kg."""
        return self.weight.to("kg").amount

    def check(self, state: FoodSafetyState) -> None:
        """Refuse no weight (choice, range), and unless excused no agreement with the taker or no disinfection (P61)."""
        if self.weight.kind != "mass":
            raise state.refusal(
                self,
                "choice",
                stands=Text(f"{self.weight} is no weight", f"{self.weight} 不是重量"),
                takes=Text("kg", "请按公斤称量"),
                fields=("weight",),
            )
        if self.kilograms <= 0:
            raise state.refusal(
                self,
                "range",
                stands=Text(f"{self.weight}", f"{self.weight}"),
                takes=Text("more than nothing", "须大于零"),
                fields=("weight",),
            )
        lacking = [name for name in ("agreement", "disinfection") if getattr(self, name) is None]
        if lacking:
            names = [state.labels.field(name) for name in lacking]
            state.refuse(
                P61,
                self,
                stands=Text(
                    f"not said: {', '.join(each.en for each in names)}",
                    f"未填：{'、'.join(each.zh for each in names)}",
                ),
                takes=Text("a taker under agreement, and bins disinfected", "交有协议的单位收运，容器消毒"),
                fields=lacking,
            )
