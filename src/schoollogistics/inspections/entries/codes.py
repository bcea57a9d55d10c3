"""The codes that the sheets of a check and the slips of a finding are filled in with."""

from typing import Annotated, Final, Literal

from schoollogistics.values.shapes import whole_shape

Level = Literal["daily", "weekly", "monthly", "termly", "special"]
Mode = Literal["scheduled", "unannounced"]
LineResult = Literal["ok", "fault", "fixed"]
Severity = Literal["minor", "major"]
RecheckResult = Literal["passed", "failed"]
Times = Annotated[int, whole_shape(1, 100)]

MODES: Final[tuple[Mode, ...]] = ("scheduled", "unannounced")
OPEN: Final = ("found", "assigned", "fixed", "rechecked")
"""The states of a finding that is not settled yet."""
