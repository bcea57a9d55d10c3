"""The chart of accounts (会计科目): the accounts that published canteen tables share, and what a category is booked to.

The codes are ours, after the tables of several schools; a school that numbers its accounts otherwise prints other names.
"""

from collections.abc import Mapping
from typing import Final

from schoollogistics.errors import Text

CASH: Final = "1001"
BANK: Final = "1002"
RECEIVABLE: Final = "1122"
STORE: Final = "1401"
SUPPLIERS: Final = "2202"
ADVANCES: Final = "2203"
CARRIED: Final = "3101"
FEES: Final = "4001"
RETURNED: Final = "4002"
SUBSIDIES: Final = "4101"
DONATIONS: Final = "4301"
INTEREST: Final = "4401"
SALVAGE: Final = "4402"
SUNDRY: Final = "4403"
ENERGY: Final = "5002"
LABOUR: Final = "5003"
UPKEEP: Final = "5004"
LOSSES: Final = "5101"
CHARGES: Final = "5401"
TAXES: Final = "5402"
OPERATOR: Final = "5403"
CATERING: Final = "5404"
SUNDRIES: Final = "5405"
DEPRECIATION: Final = "5406"

FOOD_CATEGORIES: Final[Mapping[str, Text]] = {
    "grain": Text("grain", "粮食"),
    "oil": Text("oil", "食用油"),
    "meat": Text("meat and fish", "荤菜"),
    "vegetables": Text("vegetables", "蔬菜"),
    "fruit": Text("fruit", "水果"),
    "eggs": Text("eggs", "蛋类"),
    "beans": Text("bean products", "豆制品"),
    "milk": Text("milk", "奶类"),
    "snacks": Text("snacks", "点心"),
    "seasoning": Text("seasoning", "调味品"),
    "other": Text("other food", "其他食材"),
}
FOOD_ACCOUNTS: Final[Mapping[str, str]] = {
    category: f"5001.{number:02d}" for number, category in enumerate(FOOD_CATEGORIES, 1)
}
CATEGORY_ACCOUNTS: Final[Mapping[str, str]] = {**FOOD_ACCOUNTS, "fuel": ENERGY, "supplies": UPKEEP}
COST_ACCOUNTS: Final[Mapping[str, str]] = {
    "energy": ENERGY,
    "labour": LABOUR,
    "upkeep": UPKEEP,
    "losses": LOSSES,
    "charges": CHARGES,
    "taxes": TAXES,
    "operator": OPERATOR,
    "catering": CATERING,
    "sundry": SUNDRIES,
    "depreciation": DEPRECIATION,
}
EARNED_ACCOUNTS: Final[Mapping[str, str]] = {
    "fees": FEES,
    "returned": RETURNED,
    "subsidies": SUBSIDIES,
    "donations": DONATIONS,
    "interest": INTEREST,
    "salvage": SALVAGE,
    "sundry": SUNDRY,
}
SPENT_ACCOUNTS: Final[Mapping[str, str]] = {**FOOD_ACCOUNTS, **COST_ACCOUNTS}
INCOME_SOURCES: Final[Mapping[str, str]] = {"interest": INTEREST, "salvage": SALVAGE, "sundry": SUNDRY}

ASSETS: Final = (CASH, BANK, RECEIVABLE, STORE)
LIABILITIES: Final = (SUPPLIERS, ADVANCES)
INCOME: Final = (FEES, RETURNED, SUBSIDIES, DONATIONS, INTEREST, SALVAGE, SUNDRY)
FOOD: Final = (*FOOD_ACCOUNTS.values(), CATERING)
"""What is eaten, cooked here or by a caterer: what a meal costs."""
COSTS: Final = (*FOOD_ACCOUNTS.values(), *COST_ACCOUNTS.values())

ACCOUNTS: Final[Mapping[str, Text]] = {
    CASH: Text("Petty cash", "库存现金（备用金）"),
    BANK: Text("Dedicated bank account", "银行存款（食堂财务专户）"),
    RECEIVABLE: Text("Meal fees to be paid in", "应收伙食费"),
    STORE: Text("Food in store", "库存物资"),
    SUPPLIERS: Text("Owed to suppliers", "应付供应商"),
    ADVANCES: Text("Meal fees paid in advance", "预收伙食费"),
    CARRIED: Text("Surplus carried in", "期初累计结余"),
    FEES: Text("Meal fees", "伙食费收入"),
    RETURNED: Text("Meal fees returned", "退还伙食费（抵减收入）"),
    SUBSIDIES: Text("Subsidies", "补助收入"),
    DONATIONS: Text("Donations", "捐赠收入"),
    INTEREST: Text("Interest", "利息收入"),
    SALVAGE: Text("Salvage", "残值收入"),
    SUNDRY: Text("Sundry income of the canteen", "食堂其他收入"),
    **{FOOD_ACCOUNTS[category]: name for category, name in FOOD_CATEGORIES.items()},
    ENERGY: Text("Fuel, water and power", "燃料水电"),
    LABOUR: Text("Labour", "人工"),
    UPKEEP: Text("Supplies, repairs and office", "低值易耗、维修、办公"),
    LOSSES: Text("Count differences and spoilage", "盘盈盘亏、报损"),
    CHARGES: Text("Bank charges", "手续费"),
    TAXES: Text("Taxes", "税金"),
    OPERATOR: Text("Fees of the operator", "承包、托管服务费"),
    CATERING: Text("Meals from a caterer", "配餐费"),
    SUNDRIES: Text("Sundry costs", "其他支出"),
    DEPRECIATION: Text("Use of equipment", "固定资产折旧"),
}

SEGMENTS: Final = ("pupils", "staff", "other", "common")
FUNDS: Final = ("fee", "subsidy", "donation", "other", "common")

KINDS: Final[Mapping[str, Text]] = {
    "own": Text("run by the school", "自营"),
    "contracted": Text("run by a contractor", "承包"),
    "managed": Text("managed for the school", "托管"),
    "catered": Text("supplied by a caterer", "校外供餐"),
}
UNUSED: Final[Mapping[str, frozenset[str]]] = {
    "own": frozenset({TAXES, OPERATOR, CATERING}),
    "contracted": frozenset({CATERING}),
    "managed": frozenset({CATERING}),
    "catered": frozenset({*FOOD_ACCOUNTS.values(), OPERATOR}),
}
"""The costs that a canteen of each kind does not have. The table is ours; a school that names no kind has all."""
