"""The papers of the food-safety log."""

from schoollogistics.food_safety.views.control import (
    daily_control_record,
    monthly_meeting_minutes,
    problem_register,
    supervision_bulletin,
    weekly_review_report,
)
from schoollogistics.food_safety.views.incidents import incident_report
from schoollogistics.food_safety.views.kitchen import disinfection_record, waste_register
from schoollogistics.food_safety.views.people import handlers_check_record, health_certificate_register
from schoollogistics.food_safety.views.samples import sample_register
from schoollogistics.food_safety.views.supply import acceptance_ledger, certificate_list, lot_list, supplier_list

__all__ = [
    "acceptance_ledger",
    "certificate_list",
    "daily_control_record",
    "disinfection_record",
    "handlers_check_record",
    "health_certificate_register",
    "incident_report",
    "lot_list",
    "monthly_meeting_minutes",
    "problem_register",
    "sample_register",
    "supervision_bulletin",
    "supplier_list",
    "waste_register",
    "weekly_review_report",
]
