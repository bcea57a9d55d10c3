"""The book of checks and findings, its questions, and what they answer with."""

from schoollogistics.inspections.book.schedule import InspectionSchedule
from schoollogistics.inspections.book.timeline import Timeline

__all__ = ["InspectionSchedule", "Timeline"]
