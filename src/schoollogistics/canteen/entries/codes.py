"""The codes and numbers that the slips of a canteen are filled in with."""

from typing import Annotated, Literal

from schoollogistics.errors import Text
from schoollogistics.values.shapes import id_shape, whole_shape

DinerId = Annotated[str, id_shape(Text("a diner or a class of diners", "就餐人或班级"))]
GroupId = Annotated[str, id_shape(Text("a group of diners", "就餐群体"))]
MealId = Annotated[str, id_shape(Text("a meal on offer", "餐别"))]
BankId = Annotated[str, id_shape(Text("a bank account", "银行账号"))]
ProblemId = Annotated[str, id_shape(Text("a problem seen at a meal", "陪餐问题"))]
CommitteeId = Annotated[str, id_shape(Text("a committee", "委员会"))]
Servings = Annotated[int, whole_shape(1, 1_000_000)]
Headcount = Annotated[int, whole_shape(0, 1_000_000)]
Copies = Annotated[int, whole_shape(1, 1_000_000)]

Segment = Literal["pupils", "staff", "other"]
Bearer = Literal["pupils", "staff", "other", "common"]
Fund = Literal["fee", "subsidy", "donation", "other"]
Category = Literal[
    "grain",
    "oil",
    "meat",
    "vegetables",
    "fruit",
    "eggs",
    "beans",
    "milk",
    "snacks",
    "seasoning",
    "other",
    "fuel",
    "supplies",
]
CostingMethod = Literal["average", "fifo"]
Source = Literal["interest", "salvage", "sundry"]
Cost = Literal["energy", "labour", "upkeep", "charges", "taxes", "operator", "catering", "sundry", "depreciation"]
SharedCost = Literal[
    "energy", "labour", "upkeep", "losses", "charges", "taxes", "operator", "catering", "sundry", "depreciation"
]
Earned = Literal["fees", "returned", "subsidies", "donations", "interest", "salvage", "sundry"]
Spent = Literal[
    "grain",
    "oil",
    "meat",
    "vegetables",
    "fruit",
    "eggs",
    "beans",
    "milk",
    "snacks",
    "seasoning",
    "other",
    "energy",
    "labour",
    "upkeep",
    "losses",
    "charges",
    "taxes",
    "operator",
    "catering",
    "sundry",
    "depreciation",
]
Scheme = Literal["nutrition", "general"]
Audited = Literal["month", "term", "year"]
LossReason = Literal["spoiled", "expired", "damaged", "sampled"]
Body = Literal["meal", "supervision", "parents"]
Group = Literal["administration", "logistics", "teachers", "parents", "union"]
Occasion = Literal["regular", "accounts", "activity", "pricing", "tender", "money"]
Audience = Literal["pupils", "staff", "parents"]
