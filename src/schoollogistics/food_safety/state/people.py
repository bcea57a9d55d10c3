"""What is kept of those who handle food beside plain facts."""

from datetime import date
from typing import Literal

from attrs import frozen

from schoollogistics.values.ids import Code

Session = Literal["morning", "noon"]


@frozen(kw_only=True)
class HealthCertificate:
    """One health certificate: its number, and the days from and until which it holds."""

    health_certificate: Code
    valid_from: date
    valid_until: date

    def __str__(self) -> str:
        return self.health_certificate

    def covers(self, day: date) -> bool:
        """Tell whether it holds on that day."""
        return self.valid_from <= day <= self.valid_until
