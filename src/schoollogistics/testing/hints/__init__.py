"""What shapes and lifecycles cannot know: by book and kind, how fields of an entry depend on what the book holds."""

from collections.abc import Mapping
from typing import Final

from schoollogistics.assets import AssetRegister
from schoollogistics.canteen import CanteenLedger
from schoollogistics.food_safety import FoodSafetyLog
from schoollogistics.inspections import InspectionSchedule
from schoollogistics.nutrition import MenuBook
from schoollogistics.repairs import RepairWorkflow
from schoollogistics.testing.hints import assets, canteen, food_safety, inspections, nutrition, repairs
from schoollogistics.testing.scribe import Hints, Samples

__all__ = ["HINTS", "SAMPLES"]

HINTS: Final[Mapping[str, Hints]] = {
    RepairWorkflow.name: repairs.HINTS,
    InspectionSchedule.name: inspections.HINTS,
    AssetRegister.name: assets.HINTS,
    CanteenLedger.name: canteen.HINTS,
    MenuBook.name: nutrition.HINTS,
    FoodSafetyLog.name: food_safety.HINTS,
}
"""The hints for the books of the library, by the name of the book."""

SAMPLES: Final[Mapping[str, Samples]] = {
    RepairWorkflow.name: repairs.SAMPLES,
    InspectionSchedule.name: inspections.SAMPLES,
    AssetRegister.name: assets.SAMPLES,
    CanteenLedger.name: canteen.SAMPLES,
    MenuBook.name: nutrition.SAMPLES,
    FoodSafetyLog.name: food_safety.SAMPLES,
}
"""By book and excusable rule, a story whose last entry does not keep the rule; for ``BookContract.samples``."""
