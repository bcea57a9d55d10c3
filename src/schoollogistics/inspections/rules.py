"""What the plans ask of checks and findings: rules, the numbers they need, and what things are called."""

from typing import Final

from schoollogistics.calendar.deadlines import Deadline
from schoollogistics.errors import Text
from schoollogistics.journal import Parameter, Rule
from schoollogistics.values.labels import Label, Labels

P85: Final = Rule(
    code="P85",
    family="cadence",
    zh="每周一认真做好场所大型玩具、体育器材的检查维修",
    en="Large toys and sports gear are checked every Monday",
    source="004§4",
)
P86: Final = Rule(
    code="P86",
    family="cadence",
    zh="每天整理和检修体育用品房器材",
    en="The gear of the sports room is tidied and checked every day",
    source="004§4",
)
P87: Final = Rule(
    code="P87",
    family="cadence",
    zh="每月初对班级与办公场所的电扇进行一次全面的检查",
    en="The fans of classes and offices are checked at the start of every month",
    source="004§4",
)
P88: Final = Rule(
    code="P88",
    family="cadence",
    zh="每周对食堂煤气用具、煤气管、电器设备、门窗进行一次全面的检查",
    en="Gas, electrics, doors and windows of the canteen are checked every week",
    source="004§4",
)
P89: Final = Rule(
    code="P89",
    family="cadence",
    zh="每月检查一次门窗",
    en="Doors and windows are checked once a month",
    source="004§4",
)
P90: Final = Rule(
    code="P90",
    family="cadence",
    zh="每周检查各班级和走廊、大厅及办公场所的照明设施",
    en="The lighting of classes, corridors, halls and offices is checked every week",
    source="004§4",
)
P91: Final = Rule(
    code="P91",
    family="cadence",
    zh="每月检查户外大型活动器具、室内照明线路、电器设备",
    en="Large outdoor equipment, lighting wiring and appliances are checked every month",
    source="003§7",
)
P92: Final = Rule(
    code="P92",
    family="cadence",
    zh="执行每周一次的安全检查制度",
    en="Safety is checked once a week",
    source="003§3",
)
P93: Final = Rule(
    code="P93",
    family="cadence",
    zh="保健老师每月检查一次园舍安全，园长每周检查一次",
    en="The health teacher checks safety every month, the principal every week",
    source="003§4",
)
P94: Final = Rule(
    code="P94",
    family="cadence",
    zh="每日全园常规安全检查，每周督导检查，每月检查设施设备",
    en="Routine checks every day, supervision every week, equipment every month",
    source="003§9",
)
P95: Final = Rule(
    code="P95",
    family="cadence",
    zh="每日巡查校园、每周发布巡查记录统计",
    en="The school is patrolled every day, and the statistics are published every week",
    source="004§1",
)
P96: Final = Rule(
    code="P96",
    family="guard",
    zh="复查形成闭环",
    en="A finding is closed after a passed re-check by somebody who did not fix it",
    source="003§9",
    excusable=True,
)
P97: Final = Rule(
    code="P97",
    family="deadline",
    zh="限时整改",
    en="Every finding has a deadline and is fixed by then",
    source="003§8,§9",
)
P174: Final = Rule(
    code="P174",
    family="completeness",
    zh="定期、不定期检查相结合",
    en="There are both scheduled and unannounced checks",
    source="002,004§5",
)
RULES: Final = (P85, P86, P87, P88, P89, P90, P91, P92, P93, P94, P95, P96, P97, P174)

DEADLINE: Final = Text("deadline", "时限")

P96_RECHECK: Final = Parameter(
    code="P96.recheck",
    rule=P96,
    unit=DEADLINE,
    type=Deadline,
    zh="整改后复查时限",
    en="Deadline of the re-check, from the fix",
)
P97_ASSIGNMENT: Final = Parameter(
    code="P97.assignment",
    rule=P97,
    unit=DEADLINE,
    type=Deadline,
    zh="发现后交办时限",
    en="Deadline of the assignment, from the finding",
)
P97_ESCALATION: Final = Parameter(
    code="P97.escalation",
    rule=P97,
    unit=DEADLINE,
    type=Deadline,
    zh="逾期上报时限",
    en="Deadline of the escalation, from the end of a missed deadline",
)
P174_SCOPES: Final = Parameter(
    code="P174.scopes",
    rule=P174,
    unit=Text("what is checked", "检查内容"),
    type=tuple,
    zh="每学期须定期和不定期检查的内容",
    en="What is checked both ways in every term",
)
PARAMETERS: Final = (P96_RECHECK, P97_ASSIGNMENT, P97_ESCALATION, P174_SCOPES)

LABELS: Final = Labels(
    entries={
        "inspections.check_held": Label("Check held", "检查", ("巡查", "安全检查")),
        "inspections.routine_done": Label("Routine done", "例行工作完成"),
        "inspections.finding_raised": Label("Finding raised", "发现隐患", ("问题登记", "隐患登记")),
        "inspections.finding_opened": Label("Finding carried in", "期初未结隐患"),
        "inspections.finding_corrected": Label("Finding corrected", "更正"),
        "inspections.finding_assigned": Label("Finding assigned", "交办"),
        "inspections.finding_extended": Label("Deadline extended", "延期"),
        "inspections.finding_escalated": Label("Finding escalated", "逾期上报"),
        "inspections.finding_dismissed": Label("Finding dismissed", "不成立", ("查无此患",)),
        "inspections.finding_fixed": Label("Finding fixed", "整改"),
        "inspections.finding_rechecked": Label("Finding re-checked", "复查"),
        "inspections.finding_closed": Label("Finding closed", "销号"),
    },
    fields={
        "scope": Label("What was checked", "检查内容", ("检查对象", "检查范围")),
        "level": Label("Level", "层级", ("检查频次", "检查层级")),
        "mode": Label("Mode", "检查方式", ("定期/不定期",)),
        "actor": Label("Role", "检查岗位", ("检查人岗位",)),
        "place": Label("Place", "地点", ("位置", "检查地点", "巡查地点")),
        "area": Label("Area", "区域", ("检查区域", "巡查区域")),
        "lines": Label("Lines", "检查明细"),
        "item": Label("Item", "检查项目", ("项目",)),
        "result": Label("Result", "检查结果", ("结果", "复查结果")),
        "reading": Label("Reading", "读数"),
        "least": Label("At least", "下限"),
        "most": Label("At most", "上限"),
        "remark": Label("What was found", "发现问题", ("问题", "存在问题")),
        "handling": Label("Handling", "处理", ("处理情况", "处理措施")),
        "routine": Label("Routine", "例行工作"),
        "times": Label("Times", "次数"),
        "finding": Label("Finding no.", "隐患编号", ("编号", "问题编号")),
        "what": Label("What is wrong", "隐患内容", ("隐患", "隐患描述", "问题描述")),
        "severity": Label("Severity", "隐患等级", ("等级", "级别")),
        "asset": Label("Asset no.", "资产编号", ("设备编号",)),
        "found_on": Label("Found on", "发现日期"),
        "finders": Label("Found by", "发现人"),
        "owner": Label("Owner", "整改责任人", ("责任人",)),
        "deadline": Label("Deadline", "整改期限", ("期限", "完成时限")),
        "reason": Label("Reason", "原因", ("理由",)),
        "to": Label("Escalated to", "上报对象"),
        "escalated_to": Label("Escalated to", "上报对象"),
        "work": Label("Work done", "整改措施", ("整改情况",)),
        "repair": Label("Repair no.", "报修单号"),
        "fixed_on": Label("Fixed on", "整改日期"),
        "fixers": Label("Fixed by", "整改人"),
        "rechecked_on": Label("Re-checked on", "复查日期"),
        "recheckers": Label("Re-checked by", "复查人"),
        "failures": Label("Re-checks failed", "复查不合格次数"),
        "closed_on": Label("Closed on", "销号日期"),
    },
    states={
        "found": Label("waiting for an owner", "待交办"),
        "assigned": Label("being fixed", "整改中"),
        "fixed": Label("waiting for a re-check", "待复查"),
        "rechecked": Label("waiting to be closed", "待销号"),
        "closed": Label("closed", "已销号"),
        "dismissed": Label("dismissed", "不成立"),
    },
    choices={
        "level": {
            "daily": Label("daily", "每日", ("日常", "日查")),
            "weekly": Label("weekly", "每周", ("周查",)),
            "monthly": Label("monthly", "每月", ("月查",)),
            "termly": Label("termly", "每学期"),
            "special": Label("special", "专项"),
        },
        "mode": {
            "scheduled": Label("scheduled", "定期"),
            "unannounced": Label("unannounced", "不定期", ("抽查",)),
        },
        "result": {
            "ok": Label("in order", "正常", ("完好", "无问题")),
            "fault": Label("fault", "有问题", ("异常", "不正常")),
            "fixed": Label("fixed on the spot", "当场处理", ("已处理",)),
            "passed": Label("passed", "合格", ("通过",)),
            "failed": Label("failed", "不合格", ("未通过",)),
        },
        "severity": {
            "minor": Label("minor", "一般", ("一般隐患",)),
            "major": Label("major", "重大", ("重大隐患",)),
        },
    },
)
