"""What things are called: the three levels of control, self-checks, problems and grading."""

from typing import Final

from schoollogistics.values.labels import Label, Labels

LABELS: Final = Labels(
    entries={
        "food_safety.daily_control_held": Label("Daily check held", "日管控", ("每日食品安全检查",)),
        "food_safety.kitchen_locked": Label("Kitchen locked", "人离门锁", ("下班检查",)),
        "food_safety.self_check_held": Label("Self-check held", "食品安全自查"),
        "food_safety.weekly_review_held": Label("Weekly review held", "周排查"),
        "food_safety.monthly_meeting_held": Label("Monthly meeting held", "月调度"),
        "food_safety.canteen_graded": Label("Canteen graded", "食堂评级打分", ("量化分级", "动态评价")),
        "food_safety.problem_found": Label("Problem found", "发现问题"),
        "food_safety.problem_opened": Label("Problem carried in", "期初未结问题"),
        "food_safety.problem_rectified": Label("Problem rectified", "问题整改"),
        "food_safety.problem_verified": Label("Problem verified", "问题复核"),
        "food_safety.problem_escalated": Label("Problem escalated", "问题上报"),
    },
    fields={
        "points": Label("Looked at", "检查项目"),
        "point": Label("Check item", "问题项目"),
        "problems": Label("Problems", "问题明细"),
        "problem": Label("Problem no.", "问题编号"),
        "found": Label("What was found", "存在问题", ("问题",)),
        "found_on": Label("Found on", "发现日期"),
        "owner": Label("Owner", "整改责任人", ("责任人",)),
        "rectify_by": Label("Rectify by", "整改期限"),
        "lost": Label("Points lost", "扣分"),
        "work": Label("Work done", "整改情况"),
        "rectified_on": Label("Rectified on", "整改日期"),
        "rectifiers": Label("Rectified by", "整改人"),
        "verdict": Label("Verdict", "复核结果"),
        "verified_on": Label("Verified on", "复核日期"),
        "verifiers": Label("Verified by", "复核人"),
        "sent_back": Label("Times sent back", "退回次数"),
        "escalated_to": Label("Told to", "上报对象"),
        "week": Label("Week (its Monday)", "周次（周一）", ("周一日期",)),
        "weeks": Label("Mondays of the weeks", "各周周一"),
        "month": Label("Month", "月份"),
        "present": Label("Present", "参会人员"),
        "decisions": Label("Decisions", "调度决定", ("决议",)),
        "situation": Label("Situation", "本月情况"),
        "focus": Label("Focus of next month", "下月重点"),
        "body": Label("Who supervised", "检查单位"),
        "occasion": Label("Occasion", "检查类别"),
        "grade": Label("Grade", "等级"),
        "score": Label("Score", "得分"),
    },
    states={
        "found": Label("to be rectified", "待整改"),
        "rectified": Label("to be verified", "待复核"),
        "resolved": Label("resolved", "已闭环"),
        "reported": Label("reported to its end", "已销号"),
    },
    choices={
        "verdict": {"passed": Label("passed", "合格"), "failed": Label("failed", "不合格")},
        "occasion": {
            "grading": Label("grading", "评级"),
            "supervision": Label("supervision", "监督检查"),
        },
        "grade": {grade: Label(grade, f"{grade}级") for grade in ("A", "B", "C", "D")},
    },
)
