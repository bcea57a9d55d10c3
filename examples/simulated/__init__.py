"""What the examples make up: a kitchen with its menus, deliveries, meals, samples, checks and money; and a school year."""

from simulated.dates import term_calendar
from simulated.days import Kitchen
from simulated.plan import PLANTED, numbers

__all__ = ["PLANTED", "Kitchen", "numbers", "term_calendar"]
