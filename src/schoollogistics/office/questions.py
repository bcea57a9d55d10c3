"""What ought to hold between books: a fault that a check finds goes on as a repair or a finding."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schoollogistics.errors import Text
from schoollogistics.inspections.rules import P97
from schoollogistics.journal import Breach, Ref, numbered
from schoollogistics.office.faults import faults_of, unfollowed
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.office.logistics_office import LogisticsOffice


def unfollowed_faults(office: "LogisticsOffice", span: DateSpan) -> Iterator[Breach]:
    """Find checks and maintenance in the span with more faults than came of them: repairs, or findings (P90, P97).

    The rule is that of the routine they ticked, since a round is not done until its faults are in hand, otherwise P97.
    """
    followed = office.shelf.followed()
    for book in office.shelf:
        for number, entry in numbered(book):
            if entry.on not in span:
                continue
            ref = Ref(book.name, number)
            faults = faults_of(entry)
            left = unfollowed(faults, followed.get(ref, ()))
            if left:
                ticked = [each for each in office.setting.routines if each.is_ticked_by(entry)]
                rule = next((each.duty for each in ticked if each.is_in_force(entry.on)), P97)
                named = [f"{each.place} {each.what}" for each in left]
                yield Breach(
                    rule=rule,
                    on=entry.on,
                    found=Text(
                        f"{len(left)} of {len(faults)} faults not reported for repair: {'; '.join(named)}",
                        f"{len(faults)} 处问题中 {len(left)} 处未报修、未登记：{'；'.join(named)}",
                    ),
                    ref=ref,
                )
