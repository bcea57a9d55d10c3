"""What things are called: suspected food poisoning, what was sealed, and who was told."""

from typing import Final

from schoollogistics.values.labels import Label, Labels

LABELS: Final = Labels(
    entries={
        "food_safety.incident_opened": Label("Incident opened", "食品安全事件"),
        "food_safety.food_sealed": Label("Food sealed", "封存"),
        "food_safety.incident_reported": Label("Incident reported", "事件报告"),
        "food_safety.incident_closed": Label("Incident closed", "事件结案"),
    },
    fields={
        "incident": Label("Incident no.", "事件编号"),
        "what": Label("What happened", "事由"),
        "suspected": Label("Meal suspected", "可疑餐次"),
        "diners": Label("Who ate", "就餐人数"),
        "sick": Label("Who fell ill", "发病人数"),
        "symptoms": Label("Symptoms", "症状"),
        "stage": Label("Stage", "报告类别"),
        "measures": Label("Measures", "采取措施", ("措施",)),
        "conclusion": Label("Conclusion", "结论"),
        "discovered_on": Label("Found on", "发现日期"),
        "discovered_at": Label("Found at", "发现时间"),
    },
    states={"open": Label("open", "处置中"), "closed": Label("closed", "已结案")},
    choices={
        "stage": {
            "first": Label("first report", "初报"),
            "follow_up": Label("further report", "续报"),
            "final": Label("final report", "结案报告"),
        },
    },
)
