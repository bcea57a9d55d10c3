"""What things are called: utensils, cooking, disinfection, temperatures, the store, waste."""

from typing import Final

from schoollogistics.values.labels import Label, Labels

LABELS: Final = Labels(
    entries={
        "food_safety.utensils_marked": Label("Utensils marked", "生熟标识"),
        "food_safety.utensils_withdrawn": Label("Utensils withdrawn", "停用厨具"),
        "food_safety.dishes_cooked": Label("Dishes cooked", "烹调", ("烧熟", "中心温度记录")),
        "food_safety.tableware_disinfected": Label("Tableware disinfected", "餐用具消毒", ("消毒",)),
        "food_safety.temperatures_read": Label("Temperatures read", "温度记录"),
        "food_safety.storekeeper_named": Label("Storekeeper named", "仓库定人保管"),
        "food_safety.store_entered": Label("Store entered", "进入仓库"),
        "food_safety.waste_handed_over": Label(
            "Kitchen waste handed over", "餐厨废弃物交运", ("餐厨垃圾", "废弃物倾倒")
        ),
    },
    fields={
        "utensil": Label("Utensil", "厨具", ("用具",)),
        "utensils": Label("Utensils", "厨具"),
        "use": Label("For raw or cooked", "生熟用途"),
        "leftover": Label("Kept from another meal", "上餐剩余"),
        "steps": Label("Steps", "工序"),
        "ware": Label("Ware", "餐用具", ("对象", "品种")),
        "method": Label("Method", "消毒方法", ("方法",)),
        "reading": Label("Temperature (°C) or concentration (mg/L)", "温度或浓度"),
        "minutes": Label("Minutes", "时间（分钟）", ("消毒时间",)),
        "pieces": Label("Pieces", "件数"),
        "agent": Label("Agent and lot", "药名批号"),
        "appliance": Label("Appliance", "设备", ("冰箱",)),
        "storage": Label("How it is kept", "存放方式"),
        "store": Label("Food store", "食品仓库"),
        "storekeeper": Label("Storekeeper", "保管员"),
        "admitted": Label("Who may enter", "准入名单"),
        "purpose": Label("Purpose", "事由"),
        "waste": Label("Sort of waste", "废弃物种类", ("种类",)),
        "weight": Label("Weight", "重量", ("数量kg",)),
        "vessel": Label("Bin", "收运容器"),
        "taker": Label("Taker", "收运单位"),
        "receiver": Label("Signed for by", "收货人", ("收货人签字",)),
        "goes_to": Label("What becomes of it", "去向用途"),
        "agreement": Label("Licence or agreement no.", "许可或协议号", ("协议号",)),
        "vehicle": Label("Vehicle", "车号"),
        "manifest": Label("Manifest no.", "联单号"),
        "disinfection": Label("Disinfection of the bins", "容器消毒"),
    },
    states={
        "marked": Label("in use", "在用"),
        "retired": Label("out of use", "停用"),
        "guarded": Label("has a keeper", "有专人保管"),
    },
    choices={
        "use": {"raw": Label("raw", "生食"), "cooked": Label("cooked", "熟食")},
        "steps": {
            "rinse": Label("rinsed", "冲", ("一冲",)),
            "wash": Label("washed", "洗", ("二洗",)),
            "disinfect": Label("disinfected", "消毒", ("三消毒",)),
        },
        "method": {
            "steam": Label("steam", "蒸汽"),
            "boiling": Label("boiling", "煮沸"),
            "infrared": Label("infra-red cabinet", "红外"),
            "dishwasher": Label("dish-washer", "洗碗机"),
            "chlorine": Label("chlorine", "含氯"),
        },
        "storage": {
            "chilled": Label("chilled", "冷藏"),
            "frozen": Label("frozen", "冷冻"),
            "hot": Label("held hot", "热藏"),
        },
        "waste": {"kitchen": Label("kitchen waste", "厨余"), "grease": Label("used grease", "废油脂")},
    },
)
