"""The numbers and codes that the slips about property are filled in with."""

from typing import Annotated, Final, Literal

from schoollogistics.errors import Text
from schoollogistics.values.ids import AssetId
from schoollogistics.values.shapes import id_shape, whole_shape

LoanId = Annotated[str, id_shape(Text("a loan number", "借用单号"))]
CountId = Annotated[str, id_shape(Text("a stocktake number", "盘点单号"))]
CaseId = Annotated[str, id_shape(Text("a case number", "赔偿单号"))]
DisposalId = Annotated[str, id_shape(Text("a disposal number", "处置单号"))]
Assets = tuple[AssetId, ...]

Pieces = Annotated[int, whole_shape(1, 1_000_000)]
LifeMonths = Annotated[int, whole_shape(1, 1200)]
Points = Annotated[int, whole_shape(0, 100)]

Use = Literal["in_use", "idle"]
Acquisition = Literal["purchase", "donation", "transfer_in", "built", "found", "replacement"]
Scope = Literal["room", "person", "items"]
LetterKind = Literal["property", "safety"]
Occasion = Literal["weekly", "spot", "monthly", "termly", "term_start", "term_end", "handover"]
Loss = Literal["damage", "loss"]
Liable = Literal["person", "class", "custodian", "wear", "unknown"]
Basis = Literal["repair", "price", "book", "agreed"]
Settlement = Literal["paid", "repaired", "replaced", "waived"]
Manner = Literal["scrap", "transfer", "donation", "sale", "loss"]
Level = Literal["school", "authority", "finance"]

LEVELS: Final[tuple[Level, ...]] = ("school", "authority", "finance")
"""Who approves a disposal, from below."""
