"""What the plans ask of repairs: rules, the numbers they need, and what things are called."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from schoollogistics.calendar.deadlines import Deadline
from schoollogistics.errors import Text
from schoollogistics.journal import Parameter, Rule
from schoollogistics.values.labels import Label, Labels

P01: Final = Rule(
    code="P01",
    family="deadline",
    zh="小修不隔夜",
    en="A minor repair is done before its deadline",
    source="001§3",
)
P02: Final = Rule(
    code="P02",
    family="deadline",
    zh="大修不隔天",
    en="A major repair is done before its deadline",
    source="001§3",
)
P03: Final = Rule(
    code="P03",
    family="deadline",
    zh="修不好要和教工打招呼",
    en="Whoever reported a repair is told before the deadline that it will be late",
    source="001§3",
)
P04: Final = Rule(
    code="P04",
    family="guard",
    zh="能修则修，能代则代",
    en="Repair before substitute before replace; going further takes a reason",
    source="001§3",
)
P05: Final = Rule(
    code="P05",
    family="deadline",
    zh="问题不过夜",
    en="Every report gets a first response before its deadline",
    source="001§1",
)
P06: Final = Rule(
    code="P06",
    family="guard",
    zh="由报修人负责验收签字",
    en="Whoever reported the repair accepts it",
    source="004§1",
    excusable=True,
)
P06_WORKER: Final = Rule(
    code="P06.worker",
    family="guard",
    zh="维修人不得自行验收",
    en="Whoever had the repair in hand never accepts it",
    source="004§1",
)
P07: Final = Rule(
    code="P07",
    family="guard",
    zh="报修单送到后勤处",
    en="No repair is triaged, assigned or done without a repair slip",
    source="004§1",
)
P08: Final = Rule(
    code="P08",
    family="guard",
    zh="小修自己动手",
    en="A minor repair is done in-house; a contractor takes a reason",
    source="003§3,§9",
)
P09: Final = Rule(
    code="P09",
    family="limit",
    zh="维修经费预算化",
    en="What repairs have cost and are committed to cost stays within the budget of the fiscal year",
    source="004§5",
)
P10: Final = Rule(
    code="P10",
    family="completeness",
    zh="根据维修情况提出校产维护意见",
    en="Repeat failures of a term lead to upkeep proposals",
    source="001§3",
)
P168: Final = Rule(
    code="P168",
    family="cadence",
    zh="进入夏季前清洗空调，学期结束收捡遥控器",
    en="Air-conditioners are cleaned before summer, their remotes collected when a term ends",
    source="004§4",
)
P169: Final = Rule(
    code="P169",
    family="cadence",
    zh="放假前检查办公电脑及电源的关闭",
    en="Before a holiday somebody verifies that computers and power are off",
    source="004§4",
)
RULES: Final = (P01, P02, P03, P04, P05, P06, P06_WORKER, P07, P08, P09, P10, P168, P169)

SEVERITIES: Final = ("minor", "major")
HOLD_STOPS_CLOCK: Final[Mapping[str, bool]] = {
    "parts": True,
    "vendor": True,
    "access": True,
    "approval": True,
    "weather": True,
    "safety": True,
    "workload": False,
}
"""Reasons to hold a repair, and whether the clock stops: the plans name none, so these are ours; ``P01.stopping_holds``
replaces the choice."""

DEADLINE: Final = Text("deadline", "时限")

P01_MINOR_DEADLINE: Final = Parameter(
    code="P01.deadline",
    rule=P01,
    unit=DEADLINE,
    type=Deadline,
    zh="小修时限",
    en="Deadline of minor repairs",
)
P02_MAJOR_DEADLINE: Final = Parameter(
    code="P02.deadline",
    rule=P02,
    unit=DEADLINE,
    type=Deadline,
    zh="大修时限",
    en="Deadline of major repairs",
)
P02_UNDER_WAY: Final = Parameter(
    code="P02.under_way",
    rule=P02,
    unit=Text("yes or no", "是或否"),
    type=bool,
    zh="大修按时开工即可",
    en="A major repair need only be under way by its deadline",
)
P01_STOPPING_HOLDS: Final = Parameter(
    code="P01.stopping_holds",
    rule=P01,
    unit=Text("reasons to hold", "挂起原因"),
    type=tuple,
    zh="停表的挂起原因",
    en="Reasons to hold a repair that stop the clock",
)
P05_RESPONSE_DEADLINE: Final = Parameter(
    code="P05.deadline",
    rule=P05,
    unit=DEADLINE,
    type=Deadline,
    zh="首次响应时限",
    en="Deadline of the first response",
)
P09_BUDGET: Final = Parameter(
    code="P09.budget",
    rule=P09,
    unit=Text("yuan in a fiscal year", "元/预算年度"),
    type=Decimal,
    zh="年度维修经费预算",
    en="Budget of repairs of a fiscal year",
    least=Decimal(0),
)
P10_REPEATS: Final = Parameter(
    code="P10.repeats",
    rule=P10,
    unit=Text("repairs of one thing in a term", "同一物品一学期报修次数"),
    type=int,
    zh="提出维护意见的报修次数",
    en="Repairs of one thing that call for a proposal",
)
PARAMETERS: Final = (
    P01_MINOR_DEADLINE,
    P01_STOPPING_HOLDS,
    P02_MAJOR_DEADLINE,
    P02_UNDER_WAY,
    P05_RESPONSE_DEADLINE,
    P09_BUDGET,
    P10_REPEATS,
)
SEVERITY_DEADLINES: Final = {"minor": (P01, P01_MINOR_DEADLINE), "major": (P02, P02_MAJOR_DEADLINE)}

HOLD_LABELS: Final = {
    "parts": Label("waiting for parts", "等配件"),
    "vendor": Label("waiting for a vendor", "等厂家"),
    "access": Label("no access to the place", "场地占用"),
    "approval": Label("waiting for approval", "等审批"),
    "weather": Label("weather", "天气"),
    "safety": Label("safety", "安全原因"),
    "workload": Label("workload", "人手不足"),
}

LABELS: Final = Labels(
    entries={
        "repairs.reported": Label("Repair reported", "报修", ("申报",)),
        "repairs.opened": Label("Repair opened", "期初未结报修"),
        "repairs.corrected": Label("Repair corrected", "更正"),
        "repairs.triaged": Label("Repair triaged", "定级"),
        "repairs.rejected": Label("Repair rejected", "驳回"),
        "repairs.merged": Label("Repair merged", "并单"),
        "repairs.assigned": Label("Repair assigned", "派工"),
        "repairs.handed_over": Label("Repair handed over", "转单"),
        "repairs.started": Label("Repair started", "到场开工"),
        "repairs.held": Label("Repair held", "挂起"),
        "repairs.resumed": Label("Repair resumed", "恢复"),
        "repairs.requester_told": Label("Requester told", "告知报修人"),
        "repairs.finished": Label("Repair finished", "完工"),
        "repairs.sent_back": Label("Repair sent back", "返修"),
        "repairs.accepted": Label("Repair accepted", "验收"),
        "repairs.cancelled": Label("Repair cancelled", "撤销"),
        "repairs.upkeep_proposed": Label("Upkeep proposed", "维护意见"),
        "repairs.maintenance_done": Label("Maintenance done", "检修保养", ("保养", "检修")),
        "repairs.facilities_self_checked": Label("Facilities self-checked", "设施自查", ("班级自查",)),
        "repairs.vacation_programme_drawn_up": Label("Vacation programme drawn up", "拟定假期维修计划"),
        "repairs.vacation_job_added": Label("Vacation job added", "增列假期维修项目"),
        "repairs.vacation_job_done": Label("Vacation job done", "假期维修项目完成"),
        "repairs.vacation_job_dropped": Label("Vacation job dropped", "取消假期维修项目"),
    },
    fields={
        "repair": Label("Repair no.", "报修单号", ("单号", "维修单号", "编号")),
        "place": Label("Place", "地点", ("位置", "报修地点", "教室")),
        "fault": Label(
            "Fault", "故障", ("故障描述", "故障情况", "故障现象", "问题描述", "报修内容", "报修项目", "报修事项")
        ),
        "asset": Label("Asset no.", "资产编号", ("设备编号",)),
        "severity": Label("Severity", "等级", ("维修等级", "大小修")),
        "trade": Label("Trade", "工种"),
        "reason": Label("Reason", "原因", ("理由",)),
        "hold": Label("Hold reason", "挂起原因"),
        "held_on": Label("Held on", "挂起日期"),
        "into": Label("Merged into", "并入单号"),
        "worker": Label("Worker", "维修人", ("维修工", "师傅")),
        "workers": Label("Had it in hand", "经手维修人"),
        "external": Label("Contractor", "外包"),
        "told": Label("Told", "被告知人"),
        "promised": Label("Promised for", "承诺日期"),
        "message": Label("Message", "告知内容"),
        "work": Label("Work done", "维修内容", ("处理结果", "维修结果", "保养内容")),
        "disposition": Label("Disposition", "处理方式"),
        "not_repaired_because": Label("Not repaired because", "不能修的原因"),
        "not_substituted_because": Label("Not substituted because", "不能代用的原因"),
        "cause": Label("Cause", "故障原因"),
        "parts": Label("Parts", "配件"),
        "part": Label("Part", "配件名称"),
        "quantity": Label("Quantity", "数量"),
        "amount": Label("Amount", "金额", ("配件金额",)),
        "labour_minutes": Label("Labour, minutes", "工时（分钟）", ("工时",)),
        "labour_cost": Label("Labour cost", "人工费"),
        "vendor_cost": Label("Vendor cost", "外修费"),
        "reported_on": Label("Reported on", "报修日期"),
        "reported_at": Label("Reported at", "报修时间"),
        "reporters": Label("Reported by", "报修人", ("申报人",)),
        "started_on": Label("Started on", "开工日期"),
        "finished_on": Label("Finished on", "完工日期"),
        "finishers": Label("Done by", "完工人"),
        "reworks": Label("Sent back, times", "返修次数"),
        "cost": Label("Cost", "费用"),
        "thing": Label("Thing", "物品", ("设施",)),
        "proposal": Label("Proposal", "意见"),
        "rating": Label("Rating", "评价"),
        "scope": Label("Equipment", "保养对象"),
        "area": Label("Area", "区域"),
        "lines": Label("Lines", "明细"),
        "result": Label("Result", "结果"),
        "remark": Label("Remark", "情况说明"),
        "programme": Label("Programme no.", "计划编号"),
        "vacation": Label("Vacation", "假期"),
        "first": Label("First day", "首日"),
        "last": Label("Last day", "末日"),
        "job": Label("Job no.", "项目编号"),
        "job_place": Label("Place of the job", "项目地点"),
        "task": Label("To be done", "维修事项"),
        "estimate": Label("Estimate", "预计费用"),
        "done_on": Label("Done on", "完成日期"),
        "spent": Label("Spent", "实际费用"),
    },
    states={
        "reported": Label("waiting for triage", "待定级"),
        "triaged": Label("waiting for a worker", "待派工"),
        "assigned": Label("assigned", "已派工"),
        "in_progress": Label("in progress", "维修中"),
        "on_hold": Label("on hold", "挂起"),
        "awaiting_acceptance": Label("waiting for acceptance", "待验收"),
        "closed": Label("closed", "已验收"),
        "rejected": Label("rejected", "已驳回"),
        "merged": Label("merged", "已并单"),
        "cancelled": Label("cancelled", "已撤销"),
        "drawn_up": Label("drawn up", "已拟定"),
        "planned": Label("planned", "待实施"),
        "done": Label("done", "已完成"),
        "dropped": Label("dropped", "已取消"),
    },
    choices={
        "severity": {"minor": Label("minor", "小修", ("小",)), "major": Label("major", "大修", ("大",))},
        "disposition": {
            "repair": Label("repaired", "修复", ("维修", "修理")),
            "substitute": Label("substituted", "代用", ("代替",)),
            "replace": Label("replaced", "更换", ("换新",)),
        },
        "cause": {
            "wear": Label("wear", "自然损耗", ("老化",)),
            "misuse": Label("misuse", "使用不当"),
            "deliberate": Label("deliberate damage", "人为损坏"),
            "unknown": Label("unknown", "原因不明"),
        },
        "hold": HOLD_LABELS,
        "rating": {
            "good": Label("good", "满意"),
            "fair": Label("fair", "一般"),
            "poor": Label("poor", "不满意"),
        },
        "result": {
            "ok": Label("in order", "正常"),
            "serviced": Label("serviced", "已保养"),
            "fault": Label("fault", "有故障"),
        },
        "vacation": {"winter": Label("winter vacation", "寒假"), "summer": Label("summer vacation", "暑假")},
    },
)
