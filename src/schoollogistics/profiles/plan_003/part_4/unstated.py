"""003§4: what the part asks for without saying how much or how often."""

from typing import Final

from schoollogistics.profiles.plan_part import OpenNumber

UNSTATED: Final = (
    OpenNumber(
        zh="经常深入食堂检查工作：多久一次",
        en="The canteen is visited often: how often",
        source="003§4 三(三)3a",
    ),
    OpenNumber(
        zh="热菜热饭：最低温度",
        en="Lunch is served hot: the lowest temperature",
        source="003§4 三(三)3b",
        rule="P69",
    ),
    OpenNumber(
        zh="定期举行后勤人员的业务培训：多久一次",
        en="Logistics staff are trained regularly: how often",
        source="003§4 三(四)3",
    ),
    OpenNumber(
        zh="幼儿伙点账目的公示：多久一次",
        en="Meal and snack accounts are published: how often",
        source="003§4 三(六)2",
        rule="P75",
    ),
    OpenNumber(
        zh="供求维修工作定期、不定期检查：多久一次",
        en="Supply and repair work is checked regularly and unannounced: how often",
        source="003§4 三(六)3",
    ),
    OpenNumber(
        zh="定期检查各班、室的资产情况：多久一次",
        en="The property of classes and rooms is checked regularly: how often",
        source="003§4 三(六)4",
    ),
)
