"""What the plans ask of suppliers, certificates, deliveries and lots."""

from typing import Any, Final

from schoollogistics.errors import Text
from schoollogistics.journal import Document, Parameter, Rule

P40: Final = Rule(
    code="P40",
    family="guard",
    zh="从有卫生许可证的经营单位",
    en="A supplier of food holds a licence that is valid on the day of the delivery",
    source="003§7",
    excusable=True,
)
P41: Final = Rule(
    code="P41",
    family="completeness",
    zh="三无产品",
    en="Food without a producer, a date of production or a certificate is not accepted",
    source="003§2,§8",
    excusable=True,
)
P42: Final = Rule(
    code="P42",
    family="guard",
    zh="两人验收",
    en="Food is accepted by two persons, who both sign; neither bought it nor brought it",
    source="003§5",
    excusable=True,
)
P43: Final = Rule(
    code="P43",
    family="guard",
    zh="谁签字谁负责",
    en="Whoever signed a record answers for it, and the signature stays",
    source="003§8",
)
# The store of the canteen keeps the same rule, in the same words.
P45: Final = Rule(
    code="P45",
    family="guard",
    zh="变质和腐败",
    en="Food that is spoiled or past its date never enters the store, nor goes into a meal",
    source="003§5",
)

R34_BOOKED: Final = Rule(
    code="R34.booked",
    family="completeness",
    zh="验收入库登记",
    en="Food that was accepted stands in the books of the canteen, and food in those books was accepted",
    source="003§9",
)

P40_LICENCES: Final = Parameter(
    code="P40.licences",
    rule=P40,
    unit=Text("names of licences", "证照名称"),
    type=tuple,
    zh="供货商必备证照",
    en="Licences every supplier has to hold",
)

RULES: Final[tuple[Rule, ...]] = (P40, P41, P42, P43, P45, R34_BOOKED)
PARAMETERS: Final[tuple[Parameter[Any], ...]] = (P40_LICENCES,)
DOCUMENTS: Final[tuple[Document, ...]] = (
    Document(code="R34", name="supplier_list", zh="供货商名录", en="Suppliers of food", source="R34"),
    Document(code="R34", name="certificate_list", zh="索证台账", en="Certificates of food", source="003§9"),
    Document(code="R34", name="lot_list", zh="批次追溯表", en="Lots and where they came from", source="R34"),
    Document(code="D30", name="acceptance_ledger", zh="进货查验台账", en="Food acceptance ledger", source="003§9"),
)
