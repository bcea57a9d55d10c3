"""What the plans ask of those who handle food: certificates, checks, habits, posts."""

from decimal import Decimal
from typing import Any, Final

from schoollogistics.errors import Text
from schoollogistics.journal import Document, Parameter, Rule

P54: Final = Rule(
    code="P54",
    family="guard",
    zh="持健康证上岗",
    en="Whoever handles food holds a health certificate that is valid that day",
    source="000§1,003§5,§8,004§3",
    excusable=True,
)
P55: Final = Rule(
    code="P55",
    family="guard",
    zh="从业人员每天参加晨午检",
    en="Whoever handles food is checked morning and noon of every working day, and found fit",
    source="003§8",
    excusable=True,
)
P56: Final = Rule(
    code="P56",
    family="completeness",
    zh="个人卫生做到“四勤”",
    en="Personal hygiene is checked by list",
    source="003§4,§5",
)
P57: Final = Rule(
    code="P57",
    family="guard",
    zh="换好工作服再进入加工间",
    en="Nobody enters the processing room without workwear",
    source="003§4",
    excusable=True,
)
P60: Final = Rule(
    code="P60",
    family="completeness",
    zh="工作时间严禁吸烟，不在食堂会客",
    en="No smoking and no guests while at work in the canteen",
    source="003§5",
)
R47_POSTS: Final = Rule(
    code="R47.posts",
    family="completeness",
    zh="食堂“五员”制",
    en="Every post of the canteen is filled",
    source="004§3",
)
R47_DIRECTOR: Final = Rule(
    code="R47.director",
    family="completeness",
    zh="达到供餐人数的食堂配备食品安全总监",
    en="A canteen of many diners has a food-safety director",
    source="R47",
)
RULES: Final[tuple[Rule, ...]] = (P54, P55, P56, P57, P60, R47_POSTS, R47_DIRECTOR)

ITEMS: Final = Text("items", "检查项目")
DINERS: Final = Text("diners", "人")
DIRECTOR: Final = "食品安全总监"
"""The post that a canteen of many diners fills beside the others."""

P54_DUE_SOON: Final = Parameter(
    code="P54.due_soon",
    rule=P54,
    unit=Text("days", "天"),
    type=int,
    zh="健康证到期前提醒天数",
    en="Days before its end from which a certificate is due soon",
    least=0,
)
P55_FEVER: Final = Parameter(
    code="P55.fever",
    rule=P55,
    unit=Text("°C", "摄氏度"),
    type=Decimal,
    zh="可上岗体温上限",
    en="Most body temperature with which somebody is fit to work",
)
P56_HABITS: Final = Parameter(
    code="P56.habits", rule=P56, unit=ITEMS, type=tuple, zh="“四勤”各项", en="The four habits"
)
P60_ITEMS: Final = Parameter(
    code="P60.items", rule=P60, unit=ITEMS, type=tuple, zh="在岗禁止事项", en="What is not done on duty"
)
POSTS: Final = Parameter(
    code="R47.posts.list",
    rule=R47_POSTS,
    unit=Text("posts", "岗位"),
    type=tuple,
    zh="“五员”各岗位",
    en="The five posts of the canteen",
)
DIRECTOR_FROM: Final = Parameter(
    code="R47.director.from",
    rule=R47_DIRECTOR,
    unit=DINERS,
    type=int,
    zh="须配备食品安全总监的供餐人数",
    en="Number of diners from which there is a director",
    least=1,
)
DINERS_SERVED: Final = Parameter(
    code="R47.director.diners",
    rule=R47_DIRECTOR,
    unit=DINERS,
    type=int,
    zh="本食堂供餐人数",
    en="Number of diners of this canteen",
    least=0,
)
PARAMETERS: Final[tuple[Parameter[Any], ...]] = (
    P54_DUE_SOON,
    P55_FEVER,
    P56_HABITS,
    P60_ITEMS,
    POSTS,
    DIRECTOR_FROM,
    DINERS_SERVED,
)
DOCUMENTS: Final[tuple[Document, ...]] = (
    Document(
        code="D60", name="health_certificate_register", zh="健康证台账", en="Health certificates", source="003§4,§5"
    ),
    Document(code="P55", name="handlers_check_record", zh="晨检记录", en="Morning and noon checks", source="003§8"),
    Document(code="P54", name="duty_record", zh="上岗记录", en="People on duty", source="003§5,§8"),
    Document(code="R47", name="post_register", zh="食堂岗位人员名单", en="Posts of the canteen", source="004§3"),
)
