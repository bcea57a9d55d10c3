"""What the plans ask of samples, and the numbers that takes."""

from decimal import Decimal
from typing import Any, Final

from schoollogistics.errors import Text
from schoollogistics.journal import Document, Parameter, Rule

P48: Final = Rule(
    code="P48",
    family="deadline",
    zh="48小时留样",
    en="A sample of every dish of every meal is kept for the set hours after the end of service",
    source="003§4,§9",
)
P49: Final = Rule(
    code="P49",
    family="deadline",
    zh="留样观察24小时",
    en="A kindergarten keeps the sample of every dish for its own set hours: see P48",
    source="003§7",
)

P48_HOURS: Final = Parameter(
    code="P48.sample_hours",
    rule=P48,
    unit=Text("hours after the end of service", "供餐结束后小时数"),
    type=int,
    zh="留样时间",
    en="How long a sample is kept",
    least=1,
    most=24 * 31,
)
P48_GRAMS: Final = Parameter(
    code="P48.sample_grams",
    rule=P48,
    unit=Text("g", "克"),
    type=Decimal,
    zh="每份留样量",
    en="How much is kept of each dish",
    least=0,
)
P48_MINUTES: Final = Parameter(
    code="P48.sampled_within",
    rule=P48,
    unit=Text("minutes after the end of service", "供餐结束后分钟数"),
    type=int,
    zh="留样时限",
    en="By when a sample is put away",
    least=0,
    most=24 * 60,
)
P48_COLDEST: Final = Parameter(
    code="P48.coldest",
    rule=P48,
    unit=Text("°C", "摄氏度"),
    type=Decimal,
    zh="留样柜最低温度",
    en="How cold samples may be kept",
)
P48_WARMEST: Final = Parameter(
    code="P48.warmest",
    rule=P48,
    unit=Text("°C", "摄氏度"),
    type=Decimal,
    zh="留样柜最高温度",
    en="How warm samples may be kept",
)

RULES: Final[tuple[Rule, ...]] = (P48, P49)
PARAMETERS: Final[tuple[Parameter[Any], ...]] = (P48_HOURS, P48_GRAMS, P48_MINUTES, P48_COLDEST, P48_WARMEST)
DOCUMENTS: Final[tuple[Document, ...]] = (
    Document(code="D31", name="sample_register", zh="留样记录", en="Sample register", source="002,003§9,004§4"),
)
