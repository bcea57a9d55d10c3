"""How a finding moves, and what the entries add to the figures."""

from typing import Final

from schoollogistics.errors import Text
from schoollogistics.inspections.entries.checks import ROUNDS, CheckHeld
from schoollogistics.inspections.entries.slips import FindingCorrected, FindingOpened, FindingRaised
from schoollogistics.inspections.entries.work import (
    FindingAssigned,
    FindingClosed,
    FindingDismissed,
    FindingEscalated,
    FindingExtended,
    FindingFixed,
    FindingRechecked,
)
from schoollogistics.journal import Lifecycle, Measure

FINDING: Final = Lifecycle(
    name="finding",
    of="finding",
    table={
        "unseen": {
            FindingRaised: "found",
            FindingOpened: ("found", "assigned", "fixed", "rechecked"),
        },
        "found": {
            FindingAssigned: "assigned",
            FindingEscalated: "found",
            FindingDismissed: "dismissed",
            FindingCorrected: "found",
        },
        "assigned": {
            FindingFixed: "fixed",
            FindingAssigned: "assigned",
            FindingExtended: "assigned",
            FindingEscalated: "assigned",
            FindingDismissed: "dismissed",
            FindingCorrected: "assigned",
        },
        "fixed": {
            FindingRechecked: ("rechecked", "assigned"),
            FindingClosed: "closed",
            FindingEscalated: "fixed",
            FindingCorrected: "fixed",
        },
        "rechecked": {
            FindingClosed: "closed",
            FindingCorrected: "rechecked",
        },
        "closed": {},
        "dismissed": {},
    },
)

TIMES: Final = Text("times", "次")
ITEMS: Final = Text("items", "项")
MEASURES: Final = (
    Measure(
        code="inspections.scheduled",
        zh="定期检查次数",
        en="Scheduled checks",
        unit=TIMES,
        amounts={CheckHeld: lambda entry, _: int(entry.mode == "scheduled")},
    ),
    Measure(
        code="inspections.unannounced",
        zh="不定期检查次数",
        en="Unannounced checks",
        unit=TIMES,
        amounts={CheckHeld: lambda entry, _: int(entry.mode == "unannounced")},
    ),
    Measure(
        code="inspections.faults",
        zh="检查发现问题数",
        en="Faults found on rounds",
        unit=ITEMS,
        amounts=dict.fromkeys(ROUNDS, lambda entry, _: sum(line.result != "ok" for line in entry.lines)),
    ),
    Measure(
        code="inspections.fixed_on_the_spot",
        zh="当场处理数",
        en="Faults fixed on the spot",
        unit=ITEMS,
        amounts=dict.fromkeys(ROUNDS, lambda entry, _: sum(line.result == "fixed" for line in entry.lines)),
    ),
    Measure(
        code="inspections.raised",
        zh="发现隐患数",
        en="Findings raised",
        unit=ITEMS,
        amounts={FindingRaised: lambda entry, _: 1},
    ),
    Measure(
        code="inspections.opened",
        zh="期初未结隐患数",
        en="Findings carried in",
        unit=ITEMS,
        amounts={FindingOpened: lambda entry, _: 1},
    ),
    Measure(
        code="inspections.fixed",
        zh="整改次数",
        en="Findings fixed",
        unit=TIMES,
        amounts={FindingFixed: lambda entry, _: 1},
    ),
    Measure(
        code="inspections.recheck_failed",
        zh="复查不合格次数",
        en="Re-checks failed",
        unit=TIMES,
        amounts={FindingRechecked: lambda entry, _: int(entry.result == "failed")},
    ),
    Measure(
        code="inspections.closed",
        zh="销号数",
        en="Findings closed",
        unit=ITEMS,
        amounts={FindingClosed: lambda entry, _: 1},
    ),
)
