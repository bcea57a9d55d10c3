"""By excusable rule, a story about property whose last entry does not keep it."""

from datetime import time
from typing import Final

from schoollogistics.assets import (
    AssetRegistered,
    AssetsIssued,
    AssetsLent,
    CountedItem,
    CustodyHandedOver,
    DamageReported,
    DisposalApproved,
    DisposalCarriedOut,
    DisposalProposed,
    ExpectedItem,
    ItemsCounted,
    LiabilityDetermined,
    StocktakeClosed,
    StocktakeStarted,
)
from schoollogistics.testing.scribe import Samples
from schoollogistics.testing.strategies import FIRST
from schoollogistics.values.money import yuan

_DESK: Final = AssetRegistered(
    asset="KZ-1", name="课桌", category="家具", cost=yuan(180), on=FIRST, by="王老师", place="3-201"
)
_KEPT: Final = AssetsIssued(assets=("KZ-1",), place="3-201", custodian="李老师", on=FIRST, by="王老师")

SAMPLES: Final[Samples] = {
    "P13": (
        DamageReported(case="SH-1", what="桌面划痕", done_by="小明", on=FIRST, at=time(8), by="李老师"),
        LiabilityDetermined(case="SH-1", liable="wear", cause="年久", on=FIRST, by="王老师"),
    ),
    "P18.person": (
        _DESK,
        StocktakeStarted(
            count="PD-1",
            occasion="term_start",
            expected=(ExpectedItem(asset="KZ-1", quantity=1, place="3-201"),),
            on=FIRST,
            by="王老师",
        ),
        ItemsCounted(count="PD-1", lines=(CountedItem(tag="KZ-1", place="3-201", quantity=1),), on=FIRST, by="王老师"),
        StocktakeClosed(count="PD-1", occasion="term_start", on=FIRST, by="王老师"),
    ),
    "P22": (
        _DESK,
        AssetsLent(loan="JY-1", assets=("KZ-1",), borrower="周老师", due=FIRST, on=FIRST, by="王老师"),
    ),
    "P25": (
        _DESK,
        _KEPT,
        CustodyHandedOver(assets=("KZ-1",), custodian="周老师", on=FIRST, by="李老师"),
    ),
    "R05.approval": (
        _DESK,
        DisposalProposed(
            disposal="CZ-1", assets=("KZ-1",), manner="scrap", reason="损坏", on=FIRST, at=time(8), by="王老师"
        ),
        DisposalApproved(disposal="CZ-1", level="school", on=FIRST, by="园长"),
        DisposalCarriedOut(disposal="CZ-1", assets=("KZ-1",), on=FIRST, by="王老师"),
    ),
}
