"""The codes and numbers that the slips are filled in with."""

from typing import Annotated, Literal

from schoollogistics.errors import Text
from schoollogistics.values.shapes import id_shape, text_shape

SupplierId = Annotated[str, id_shape(Text("a food supplier", "食材供货商"))]
CertificateId = Annotated[str, id_shape(Text("a food certificate", "食品证明编号"))]
SampleId = Annotated[str, id_shape(Text("a food sample", "留样编号"))]
IncidentId = Annotated[str, id_shape(Text("a food-safety incident", "食品安全事件编号"))]
AuthorityId = Annotated[str, id_shape(Text("an authority", "主管部门"))]
# A school may keep samples without keeping menus: what a dish is called here links to no other book.
DishName = Annotated[str, text_shape(Text("what a dish is called", "菜名"), 64)]

CertificateKind = Literal["quality", "quarantine", "test"]
Appearance = Literal["normal", "flawed", "spoiled"]
Packaging = Literal["intact", "damaged", "loose"]
Destination = Literal["store", "kitchen"]
Handled = Literal["returned", "destroyed"]
Stage = Literal["first", "follow_up", "final"]

PostId = Annotated[str, id_shape(Text("a canteen post", "食堂岗位"))]
UtensilId = Annotated[str, id_shape(Text("a kitchen utensil", "厨具编号"))]
StoreId = Annotated[str, id_shape(Text("a food store", "食品仓库"))]
ProblemId = Annotated[str, id_shape(Text("a food-safety problem", "食品安全问题编号"))]

Symptom = Literal[
    "fever",
    "nausea",
    "vomiting",
    "diarrhoea",
    "stomach_ache",
    "wound",
    "burn",
    "eczema",
    "jaundice",
    "sore_throat",
    "cough",
    "other",
]
Neatness = Literal["neat", "faulty"]
Fitness = Literal["fit", "unfit"]
Area = Literal["processing", "serving", "store", "dining"]
Use = Literal["raw", "cooked"]
CleaningStep = Literal["rinse", "wash", "disinfect"]
Method = Literal["steam", "boiling", "infrared", "dishwasher", "chlorine"]
Storage = Literal["chilled", "frozen", "hot"]
Waste = Literal["kitchen", "grease"]
Verdict = Literal["passed", "failed"]
GradingOccasion = Literal["grading", "supervision"]
Grade = Literal["A", "B", "C", "D"]
