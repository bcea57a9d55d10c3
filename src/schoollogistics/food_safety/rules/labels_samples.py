"""What things are called: what was served and the samples kept of it."""

from typing import Final

from schoollogistics.values.labels import Label, Labels
from schoollogistics.values.meals import SITTING_LABELS

LABELS: Final = Labels(
    entries={
        "food_safety.dishes_served": Label("Dishes served", "供餐", ("供餐登记",)),
        "food_safety.samples_kept": Label("Samples kept", "留样", ("食品留样",)),
        "food_safety.samples_released": Label("Samples released", "留样销毁"),
        "food_safety.samples_discarded": Label("Samples discarded", "提前处理留样"),
        "food_safety.samples_handed_over": Label("Samples handed over", "留样送检"),
    },
    fields={
        "sitting": Label("Meal", "餐次"),
        "dishes": Label("Dishes", "菜品"),
        "uncooked": Label("Not cooked", "无需烹调", ("无需烹调的菜品",)),
        "sample": Label("Sample no.", "留样编号", ("留样号",)),
        "samples": Label("Samples", "留样编号"),
        "dish": Label("Dish", "菜品", ("留样食品名称", "菜名")),
        "mass": Label("Mass", "留样量"),
        "container": Label("Container", "容器号"),
        "cooked_at": Label("Cooked at", "制作完成时间"),
        "cabinet": Label("Cabinet", "留样柜", ("柜号",)),
        "service_day": Label("Day of the meal", "供餐日期"),
        "kept_on": Label("Kept on", "留样日期"),
        "kept_at": Label("Kept at", "留样时间"),
        "keeper": Label("Keeper", "留样人"),
        "sealed_for": Label("Sealed for", "封存事件"),
        "removed_on": Label("Removed on", "处理日期"),
        "removed_at": Label("Removed at", "处理时间"),
        "remover": Label("Removed by", "处理人"),
        "to": Label("To whom", "送交部门", ("报告部门",)),
    },
    states={
        "kept": Label("kept", "留存中"),
        "sealed": Label("sealed", "封存"),
        "released": Label("released", "到期销毁"),
        "discarded": Label("discarded", "提前处理"),
        "handed_over": Label("handed over", "已送检"),
    },
    choices={"sitting": SITTING_LABELS, "suspected": SITTING_LABELS},
)
