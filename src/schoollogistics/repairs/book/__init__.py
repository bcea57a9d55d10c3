"""The repair desk's book, its questions, and what they answer with."""

from schoollogistics.repairs.book.budget import Spending
from schoollogistics.repairs.book.timeline import Duty, Hold, Timeline, duty_of
from schoollogistics.repairs.book.vacation import job_standing, planned_lines
from schoollogistics.repairs.book.workflow import Punctuality, RepairWorkflow, RepeatFailure

__all__ = [
    "Duty",
    "Hold",
    "Punctuality",
    "RepairWorkflow",
    "RepeatFailure",
    "Spending",
    "Timeline",
    "duty_of",
    "job_standing",
    "planned_lines",
]
