"""Exchange lists: how many grams of one food stand for so many of another, as the guideline's appendix A is handed on.

From one secondary source; the official text has not been seen.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from attrs import frozen

from schoollogistics.errors import Text, Unknown, invalid
from schoollogistics.journal.rules import Status
from schoollogistics.values.money import exact, own_context

TENTH: Final = Decimal("0.1")


@frozen(kw_only=True)
class ExchangeList:
    """Foods that stand for each other: the *grams* of each that are worth the same, its *source* and *status*.

    Of a list *as_bought* the grams hold what is not edible: ours, the list does not say, but its numbers are those of 100 g
    (of fish, 50 g) of edible part.
    """

    zh: str
    en: str
    grams: Mapping[str, Decimal]
    as_bought: bool = False
    source: str = "WS/T 554-2017 附录A"
    status: Status = "secondary"

    def worth(self, food: str, grams: Decimal, instead: str) -> Decimal:
        """Return how many grams of *instead* stand for *grams* of *food*, unrounded."""
        context = own_context()
        return context.divide(context.multiply(grams, self.grams[instead]), self.grams[food])


def _list(zh: str, en: str, *, as_bought: bool = False, **grams: int) -> ExchangeList:
    return ExchangeList(zh=zh, en=en, as_bought=as_bought, grams={food: Decimal(each) for food, each in grams.items()})


EXCHANGES: Final = (
    _list(
        "谷薯类",
        "grain and tubers",
        大米=50,
        粳米饭=110,
        籼米饭=150,
        馒头=80,
        挂面=50,
        面条=60,
        烙饼=70,
        面包=55,
        红薯=190,
        稀饭=375,
    ),
    _list("蔬菜类", "vegetables", as_bought=True, 蔬菜=100, 黄瓜=110, 番茄=100, 白菜=115, 芹菜=150, 莴笋=160, 冬瓜=125),
    _list("水果类", "fruit", as_bought=True, 水果=100, 苹果=130, 柑橘=130, 香蕉=170, 西瓜=180),
    _list("鱼虾类", "fish and shrimp", as_bought=True, 鱼肉=50, 草鱼=85, 带鱼=65, 鲤鱼=90, 虾=80, 蛤蜊=130),
    _list("畜禽肉类", "meat and poultry", 瘦猪肉=50, 整鸡=50, 瘦牛肉=50, 瘦羊肉=50, 鸡胸肉=40, 排骨=85, 酱牛肉=35),
    _list("大豆类", "soybeans", 大豆=50, 北豆腐=145, 南豆腐=280, 内酯豆腐=350, 豆腐干=110, 豆浆=730, 腐竹=35),
    _list("奶类", "milk", 鲜奶=100, 奶粉=15, 酸奶=100, 奶酪=10),
)


def exchanged(food: str, grams: Decimal | int | str, instead: str) -> Decimal:
    """Return how many grams of the food *instead* stand for *grams* of *food*, to a tenth of a gram (食物交换).

    Grams as the list counts them, see ``ExchangeList``. ``Unknown`` where no list has both, ``InvalidValue`` for what is no
    amount.
    """
    amount = exact(grams, "grams", places=6, least=Decimal(0))
    return exchange_list(food, instead).worth(food, amount, instead).quantize(TENTH, context=own_context())


def exchange_list(food: str, instead: str) -> ExchangeList:
    """Return the list that has both foods; ``Unknown`` where none has."""
    for each in EXCHANGES:
        if food in each.grams and instead in each.grams:
            return each
    raise invalid(
        "unknown",
        "instead",
        instead,
        Text(f"stands on no exchange list with {food!r:.64}", f"与 {food!r:.64} 不在同一交换表"),
        Text("foods of one list of EXCHANGES", "请用 EXCHANGES 中同一表的食物"),
        Unknown,
    )
