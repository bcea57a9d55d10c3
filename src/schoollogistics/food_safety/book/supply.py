"""The questions about suppliers, certificates, deliveries and lots."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.deliveries import DeliveryAccepted, DeliveryLine
from schoollogistics.food_safety.entries.suppliers import CertificateFiled, LicencesRenewed
from schoollogistics.food_safety.rules.supply import P40, P41
from schoollogistics.food_safety.state import FoodSafetyState
from schoollogistics.journal import Due
from schoollogistics.values.money import line_amount
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.texts import id_key

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


def as_corrected(book: "FoodSafetyLog", line: DeliveryLine) -> DeliveryLine:
    """Return a *line* of a delivery in the book as it was corrected since; without a price where that fits no longer."""
    quantity, amount = book.columns.quantity[line.lot], book.columns.amount[line.lot]
    fits = line.price is not None and line_amount(line.price, quantity.amount) == amount
    return evolve(line, quantity=quantity, amount=amount, price=line.price if fits else None)


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


def certificates_to_renew(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Due]:
    """List the certificates on file that run out in the span, with no later one of the sort for all their items (P41)."""
    columns = book.columns
    filed = [each for each, status in columns.status["certificate"].items() if status == "filed"]
    for each in filed:
        last = columns.valid_until.get(each)
        if last is not None and last in span and not _replaced(columns, each, filed):
            items = columns.items[each]
            yield Due(
                what=Text(f"renew the certificate of {', '.join(items)}", f"更新{'、'.join(items)}的证明"),
                last=last,
                subject=("certificate", each),
                post=(CertificateFiled,),
                rule=P41,
            )


def _replaced(columns: FoodSafetyState, certificate: str, filed: list[str]) -> bool:
    """Tell whether later certificates of the same sort and supplier cover every item of one that ends."""
    last = columns.valid_until[certificate]
    later = {
        id_key(item)
        for each in filed
        if columns.valid_until.get(each, date.max) > last
        and columns.certificate_kind[each] == columns.certificate_kind[certificate]
        and columns.holder.get(each) in (None, columns.holder.get(certificate))
        for item in columns.items[each]
    }
    return later.issuperset(map(id_key, columns.items[certificate]))


def origins_known(state: FoodSafetyState) -> Text | None:
    """Say which supplier or certificate is missing that a delivery or a lot names; None where all are on file."""
    suppliers = {*state.supplier.values(), *state.received_from.values(), *state.holder.values()}
    certificates = {each for named in state.certificates.values() for each in named}
    lost = sorted(suppliers - set(state.status["supplier"])) + sorted(certificates - set(state.status["certificate"]))
    return (
        Text(f"{lost[0]} would not be on file, and is named", f"{lost[0]} 已被引用，不能从台账消失") if lost else None
    )


INVARIANTS: Final = (origins_known,)
DUE_QUESTIONS: Final = (licences_to_renew, certificates_to_renew)
BREACH_QUESTIONS: Final = ()
