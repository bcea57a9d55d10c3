"""003§4: what the part asks for at all times, or whenever the case arises."""

from typing import Final

from schoollogistics.profiles.plan_part import StandingRule

STANDING: Final = (
    StandingRule(
        rule="P12",
        zh="帐实相符",
        en="Books and things agree",
        source="003§4 三(六)5",
    ),
    StandingRule(
        rule="P46",
        zh="统一制定食谱，统一采购",
        en="One menu and one purchasing for all",
        source="003§4 三(三)1",
    ),
    StandingRule(
        rule="P51",
        zh="生熟器具分开使用",
        en="Tools for raw and for cooked food are kept apart",
        source="003§4 三(三)3a",
    ),
    StandingRule(
        rule="P52",
        zh="成品“四隔离”，用具“一冲”“二洗”“三消毒”",
        en="Finished food is kept apart in four ways; utensils are rinsed, washed, disinfected",
        source="003§4 三(三)3a",
    ),
    StandingRule(
        rule="P56",
        zh="厨房工作人员个人卫生做到“四勤”",
        en="Kitchen staff keep the four habits of hygiene",
        source="003§4 三(三)3a",
    ),
    StandingRule(
        rule="P57",
        zh="换好工作服再进入加工间",
        en="Nobody enters the processing room without workwear",
        source="003§4 三(三)3a",
    ),
    StandingRule(
        rule="P72",
        zh="教师与幼儿的伙食严格分开",
        en="Meals of staff and of children are strictly apart",
        source="003§4 三(三)1",
    ),
    StandingRule(
        rule="P81",
        zh="膳食委员会由行政、后勤、教师、家长、工会等人员代表组成",
        en="Five groups sit on the meal committee",
        source="003§4 三(三)2",
    ),
    StandingRule(
        rule="P105",
        zh="专用教室随用随清理",
        en="Special rooms are cleaned after each use",
        source="003§4 三(一)2",
    ),
    StandingRule(
        rule="P119",
        zh="安全工作领导小组以园长为组长",
        en="The principal heads the leading group of safety",
        source="003§4 三(五)3",
    ),
    StandingRule(
        rule="P125",
        zh="中途离园幼儿的登记",
        en="Children who leave early are registered",
        source="003§4 三(五)1",
    ),
    StandingRule(
        rule="P180",
        zh="保育员一日工作时间表与幼儿园作息时间表相匹配",
        en="The care workers' day matches the timetable",
        source="003§4 三(四)5",
    ),
    StandingRule(
        rule="P188",
        zh="园舍建设、维修按规定申报，采购按规定程序招标、采购、登记、入帐",
        en="Building works are declared; purchases are tendered, bought, registered, booked",
        source="003§4 三(六)5",
    ),
)
