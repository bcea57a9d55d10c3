"""The questions about suppliers, certificates, deliveries and lots."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.deliveries import DeliveryAccepted
from schoollogistics.food_safety.entries.suppliers import LicencesRenewed
from schoollogistics.food_safety.rules.supply import P40
from schoollogistics.food_safety.state import FoodSafetyState
from schoollogistics.journal import Due
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.food_safety.book.log import FoodSafetyLog


@frozen(kw_only=True)
class Origin:
    """Where a lot came from: its *delivery* (None where it was carried in), its *supplier*, the *certificates* it came with.

    ``slip`` is the delivery as it was signed: who accepted it, who bought it, the ticket.
    """

    lot: str
    delivery: str | None
    supplier: str | None
    certificates: tuple[str, ...]
    slip: DeliveryAccepted | None


def origin_of(book: "FoodSafetyLog", lot: str) -> Origin:
    """Return where *lot* came from; ``Unknown`` for one that is not in the book."""
    view = book[lot]
    slips = [each for each in book.history(view.key) if isinstance(each, DeliveryAccepted)]
    return Origin(
        lot=view.key,
        delivery=view.delivery,
        supplier=view.supplier,
        certificates=view.certificates or (),
        slip=slips[-1] if slips else None,
    )


def licences_to_renew(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Due]:
    """List the licences of suppliers who may deliver that run out in the span, with no later one of the name (P40)."""
    columns = book.columns
    for supplier, status in columns.status["supplier"].items():
        if status == "admitted":
            lasts: dict[str, date] = {}
            for each in columns.licences[supplier]:
                lasts[each.licence] = max(each.valid_until, lasts.get(each.licence, each.valid_until))
            for name, last in lasts.items():
                if last in span:
                    yield Due(
                        what=Text(f"renew {name}", f"更新{name}"),
                        last=last,
                        subject=("supplier", supplier),
                        post=(LicencesRenewed,),
                        rule=P40,
                    )


def origins_known(state: FoodSafetyState) -> Text | None:
    """Say which supplier or certificate is missing that a delivery or a lot names; None where all are on file."""
    suppliers = {*state.supplier.values(), *state.received_from.values(), *state.holder.values()}
    certificates = {each for named in state.certificates.values() for each in named}
    lost = sorted(suppliers - set(state.status["supplier"])) + sorted(certificates - set(state.status["certificate"]))
    return (
        Text(f"{lost[0]} would not be on file, and is named", f"{lost[0]} 已被引用，不能从台账消失") if lost else None
    )


INVARIANTS: Final = (origins_known,)
DUE_QUESTIONS: Final = (licences_to_renew,)
BREACH_QUESTIONS: Final = ()
