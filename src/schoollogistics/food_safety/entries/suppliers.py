"""Suppliers and their licences, and the certificates of food."""

from datetime import date
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.codes import CertificateId, CertificateKind, SupplierId
from schoollogistics.food_safety.entries.objections import need_known
from schoollogistics.food_safety.state import FoodSafetyState, Licence
from schoollogistics.journal import Entry
from schoollogistics.values.ids import Code, FoodId
from schoollogistics.values.shapes import Note
from schoollogistics.values.texts import id_key


def _check_licences(
    entry: "SupplierRegistered | LicencesRenewed", state: FoodSafetyState, held: tuple[Licence, ...]
) -> None:
    for line in entry.lines:
        if line.valid_until < line.valid_from:
            raise state.refusal(
                entry,
                "order",
                stands=Text(f"{line.number}: from {line.valid_from}", f"{line.number}：自 {line.valid_from}"),
                takes=Text(
                    f"a last day after it, not {line.valid_until}", f"截止日不得早于它，现为 {line.valid_until}"
                ),
                fields=("lines",),
            )
    state.each_once(entry, held + entry.lines, "lines")


@final
@frozen(kw_only=True)
class SupplierRegistered(Entry[FoodSafetyState]):
    """A supplier of food was admitted, with its licences as they are called on paper (供货商登记)."""

    kind: ClassVar[str] = "food_safety.supplier_registered"

    supplier: SupplierId
    lines: tuple[Licence, ...]
    address: Note | None = None
    phone: Code | None = None

    def check(self, state: FoodSafetyState) -> None:
        """Refuse no licence (missing), one that ends before it begins (order), and one twice (duplicate)."""
        state.need(self, lines=not self.lines)
        _check_licences(self, state, ())

    def apply(self, state: FoodSafetyState) -> None:
        """Keep its licences."""
        state.licences[self.supplier] = self.lines


@final
@frozen(kw_only=True)
class LicencesRenewed(Entry[FoodSafetyState]):
    """A supplier handed in new licences; those before them stay on file (证照更新)."""

    kind: ClassVar[str] = "food_safety.licences_renewed"

    supplier: SupplierId
    lines: tuple[Licence, ...]

    def check(self, state: FoodSafetyState) -> None:
        """Refuse no licence (missing), one that ends before it begins (order), and one that is on file (duplicate)."""
        state.need(self, lines=not self.lines)
        _check_licences(self, state, state.licences[self.supplier])

    def apply(self, state: FoodSafetyState) -> None:
        """Add the new licences to those on file."""
        state.licences[self.supplier] = state.licences[self.supplier] + self.lines


@final
@frozen(kw_only=True)
class SupplierBarred(Entry[FoodSafetyState]):
    """A supplier may deliver no longer: after an incident, say, or because of false papers (供货商停用)."""

    kind: ClassVar[str] = "food_safety.supplier_barred"

    supplier: SupplierId
    reason: Note


@final
@frozen(kw_only=True)
class SupplierReadmitted(Entry[FoodSafetyState]):
    """A supplier that was barred may deliver again (供货商恢复)."""

    kind: ClassVar[str] = "food_safety.supplier_readmitted"

    supplier: SupplierId
    reason: Note


@final
@frozen(kw_only=True)
class CertificateFiled(Entry[FoodSafetyState]):
    """A certificate of food was filed: of what sort, for which items, from when until when (索证).

    With a ``supplier`` it covers what that one delivers; without, whoever brings the item.
    """

    kind: ClassVar[str] = "food_safety.certificate_filed"

    certificate: CertificateId
    certificate_kind: CertificateKind
    items: tuple[FoodId, ...]
    valid_from: date
    valid_until: date | None = None
    supplier: SupplierId | None = None

    def check(self, state: FoodSafetyState) -> None:
        """Refuse no items (missing), one twice, days in the wrong order, and an unknown supplier."""
        state.need(self, items=not self.items)
        state.each_once(self, map(id_key, self.items), "items")
        state.need_order(self, "valid_from", "valid_until")
        need_known(self, state, "supplier", "supplier", self.supplier)

    def apply(self, state: FoodSafetyState) -> None:
        """Keep whose goods it covers."""
        if self.supplier is not None:
            state.holder[self.certificate] = self.supplier


@final
@frozen(kw_only=True)
class CertificateWithdrawn(Entry[FoodSafetyState]):
    """A certificate counts no longer: it was recalled, or turned out false (证明作废)."""

    kind: ClassVar[str] = "food_safety.certificate_withdrawn"

    certificate: CertificateId
    reason: Note
