"""The codes that the slips of the desk are filled in with."""

from typing import Annotated, Final, Literal

from schoollogistics.values.shapes import whole_shape

Severity = Literal["minor", "major"]
HoldReason = Literal["parts", "vendor", "access", "approval", "weather", "safety", "workload"]
Disposition = Literal["repair", "substitute", "replace"]
Cause = Literal["wear", "misuse", "deliberate", "unknown"]
Rating = Literal["good", "fair", "poor"]
LabourMinutes = Annotated[int, whole_shape(1, 100_000)]

OPEN: Final = ("reported", "triaged", "assigned", "in_progress", "on_hold", "awaiting_acceptance")
"""The states of a repair that is not settled yet."""
