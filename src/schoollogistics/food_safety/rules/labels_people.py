"""What things are called: those who handle food, their certificates, checks and posts."""

from typing import Final

from schoollogistics.values.labels import Label, Labels

LABELS: Final = Labels(
    entries={
        "food_safety.handler_registered": Label("Food handler registered", "从业人员登记"),
        "food_safety.handler_opened": Label("Food handler carried in", "期初从业人员"),
        "food_safety.handler_left": Label("Food handler left", "离岗"),
        "food_safety.health_certificate_issued": Label("Health certificate issued", "健康证登记", ("健康证换证",)),
        "food_safety.handlers_checked": Label("Food handlers checked", "晨午检", ("晨检", "午检")),
        "food_safety.duty_started": Label("Duty started", "上岗"),
        "food_safety.post_filled": Label("Post filled", "设岗定人"),
        "food_safety.post_vacated": Label("Post vacated", "岗位空缺"),
    },
    fields={
        "handler": Label("Food handler", "从业人员", ("姓名",)),
        "job": Label("Job", "工种", ("岗位",)),
        "employed_on": Label("Employed on", "入职日期"),
        "left_on": Label("Left on", "离岗日期"),
        "last_check": Label("Last check", "最近检查日期"),
        "health_certificate": Label("Health certificate no.", "健康证号"),
        "health_certificates": Label("Health certificates", "健康证"),
        "session": Label("Morning or noon", "晨检/午检"),
        "celsius": Label("Temperature, °C", "温度（℃）", ("体温",)),
        "hands": Label("Hands", "手部"),
        "attire": Label("Dress and ornaments", "着装饰物"),
        "outcome": Label("Fit or not", "检查结论"),
        "handling": Label("What was done", "处理措施", ("处理",)),
        "area": Label("Area", "区域"),
        "workwear": Label("In workwear", "已换工作服"),
        "post": Label("Post", "岗位"),
        "post_holder": Label("Holder of the post", "任职人员"),
    },
    states={
        "fit": Label("fit", "可上岗"),
        "unfit": Label("unfit", "暂离岗"),
        "left": Label("left", "已离岗"),
        "filled": Label("filled", "已配备"),
        "vacant": Label("vacant", "空缺"),
    },
    choices={
        "session": {"morning": Label("morning", "晨检"), "noon": Label("noon", "午检")},
        # The codes 1 to 12 of the morning-check sheets that schools pass around (secondary sources); 0 is none.
        "symptoms": {
            "fever": Label("fever", "发热", ("1",)),
            "nausea": Label("nausea", "恶心", ("2",)),
            "vomiting": Label("vomiting", "呕吐", ("3",)),
            "diarrhoea": Label("diarrhoea", "腹泻", ("4",)),
            "stomach_ache": Label("stomach ache", "腹痛", ("5",)),
            "wound": Label("wound", "外伤", ("6",)),
            "burn": Label("burn", "烫伤", ("7",)),
            "eczema": Label("eczema", "湿疹", ("8",)),
            "jaundice": Label("jaundice", "黄疸", ("9",)),
            "sore_throat": Label("sore throat", "咽痛", ("10",)),
            "cough": Label("cough", "咳嗽", ("11",)),
            "other": Label("other", "其他", ("12",)),
        },
        "hands": {"neat": Label("in order", "合格"), "faulty": Label("not in order", "不合格")},
        "attire": {"neat": Label("in order", "合格"), "faulty": Label("not in order", "不合格")},
        "outcome": {"fit": Label("fit to work", "上岗"), "unfit": Label("not fit to work", "离岗")},
        "area": {
            "processing": Label("processing room", "加工间"),
            "serving": Label("serving room", "备餐间"),
            "store": Label("store", "仓库"),
            "dining": Label("dining hall", "餐厅"),
        },
    },
)
