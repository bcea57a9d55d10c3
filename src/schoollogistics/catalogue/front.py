"""What the front door offers, and what stands behind it: each name with its module and a Chinese name, for the search."""

from collections.abc import Mapping
from typing import Final

FRONT_DOOR: Final[Mapping[str, Mapping[str, str]]] = {
    "schoollogistics.assets": {"AssetRegister": "校产台账"},
    "schoollogistics.calendar": {
        "Deadline": "时限",
        "Layer": "校历分层",
        "Moment": "时刻",
        "Phases": "学期阶段",
        "StatutoryDays": "法定节假日",
        "Term": "学期",
        "TermCalendar": "校历",
        "statutory_days": "查法定节假日",
    },
    "schoollogistics.canteen": {"CanteenLedger": "食堂账簿"},
    "schoollogistics.catalogue": {
        "BOOKS": "账簿目录",
        "fields": "字段与必填项",
        "find": "查找",
        "parameters": "参数一览",
        "read_rows": "从表格读记录",
        "rules": "制度一览",
    },
    "schoollogistics.errors": {
        "BadDocument": "数据读不通",
        "Closed": "已结账",
        "Duplicate": "重复",
        "InvalidValue": "填写有误",
        "LogisticsError": "出错信息",
        "OutOfCoverage": "超出校历范围",
        "Refused": "不予登记",
        "Text": "中英文本",
        "Unknown": "查无此项",
    },
    "schoollogistics.food_safety": {"FoodSafetyLog": "食品安全台账"},
    "schoollogistics.inspections": {"InspectionSchedule": "检查与隐患台账"},
    "schoollogistics.journal": {
        "Book": "账簿",
        "Breach": "未按制度事项",
        "CheckItem": "检查项目",
        "Due": "待办事项",
        "Entry": "记录",
        "EntryReversed": "红字冲销",
        "Figures": "统计数",
        "Fingerprint": "指纹",
        "MonthClosed": "月结",
        "Published": "公示",
        "Ref": "记录引用",
        "Routine": "例行工作",
        "Setting": "学校设置",
        "Value": "参数取值",
        "post_all": "成批登记",
    },
    "schoollogistics.nutrition": {"MenuBook": "食谱与营养"},
    "schoollogistics.office": {"LogisticsOffice": "后勤办公室"},
    "schoollogistics.profiles": {"Profile": "学校类型方案"},
    "schoollogistics.repairs": {"RepairWorkflow": "报修维修"},
    "schoollogistics.values.money": {"price": "单价", "rmb_upper": "人民币大写", "yuan": "金额"},
    "schoollogistics.values.pages": {"page": "打印页"},
    "schoollogistics.values.periods": {
        "DateSpan": "起止日期",
        "FiscalYear": "财政年度",
        "Month": "月份",
        "SchoolYear": "学年",
        "Week": "周",
    },
    "schoollogistics.values.quantities": {"Quantity": "数量"},
    "schoollogistics.values.svg": {"Svg": "图"},
    "schoollogistics.values.tables": {"Table": "表格"},
    "schoollogistics.wire": {"Wire": "读写与导出"},
}

BEHIND_THE_DOOR: Final[Mapping[str, Mapping[str, str]]] = {
    "schoollogistics.calendar.cycles": {
        "BeforeHoliday": "放假前",
        "BeforeOpening": "开学前",
        "EveryMonths": "每几个月",
        "EverySchoolDay": "每日",
        "EveryWeeks": "每几周",
        "MonthDay": "每月几日",
        "NthSchoolDay": "第几个上学日",
        "OnDates": "指定日期",
        "OncePerTerm": "每学期一次",
        "SpotCheck": "抽查",
        "TimesPerTerm": "每学期几次",
        "Weekly": "每周",
        "Yearly": "每年",
    },
    "schoollogistics.office": {
        "agenda_month": "月历",
        "agenda_table": "待办",
        "holdings_table": "个人名下",
        "lot_trail": "批次追溯",
        "meal_sheet": "餐次档案",
        "overdue_table": "逾期未办",
        "routines_table": "例行工作完成情况",
        "shopping_list": "采购清单",
        "trace_table": "来龙去脉",
        "week_table": "周工作安排",
    },
    "schoollogistics.office.flows": {
        "cases_from": "盘亏转赔偿",
        "conditions_from": "验收转完好核定",
        "disposals_from": "报废转处置",
        "findings_from": "问题转隐患",
        "fixes_from": "验收转整改",
        "repairs_from": "问题转报修",
        "seals_from": "事件封存食材留样",
        "servings_from": "食谱转供餐",
        "stock_from": "验收转入库",
        "write_offs_from": "销毁转报损",
    },
}
"""What stands behind the front door and is looked for as well: cycles, and the papers and flows of the office."""


def is_at_the_front(module: str, name: str) -> bool:
    """Tell whether what *module* calls *name* can be imported from the package itself; *module* may be a part of it."""
    return any(name in names and f"{module}.".startswith(f"{home}.") for home, names in FRONT_DOOR.items())
