"""The papers of the food-safety log."""

from schoollogistics.food_safety.views.control import (
    daily_control_record,
    locking_record,
    monthly_meeting_minutes,
    problem_register,
    self_check_record,
    supervision_bulletin,
    weekly_review_report,
)
from schoollogistics.food_safety.views.incidents import incident_report
from schoollogistics.food_safety.views.kitchen import (
    cooking_record,
    disinfection_record,
    store_entry_record,
    temperature_record,
    waste_register,
)
from schoollogistics.food_safety.views.people import (
    duty_record,
    handlers_check_record,
    health_certificate_register,
    post_register,
)
from schoollogistics.food_safety.views.samples import sample_register
from schoollogistics.food_safety.views.supply import acceptance_ledger, certificate_list, lot_list, supplier_list

__all__ = [
    "acceptance_ledger",
    "certificate_list",
    "cooking_record",
    "daily_control_record",
    "disinfection_record",
    "duty_record",
    "handlers_check_record",
    "health_certificate_register",
    "incident_report",
    "locking_record",
    "lot_list",
    "monthly_meeting_minutes",
    "post_register",
    "problem_register",
    "sample_register",
    "self_check_record",
    "store_entry_record",
    "supervision_bulletin",
    "supplier_list",
    "temperature_record",
    "waste_register",
    "weekly_review_report",
]
