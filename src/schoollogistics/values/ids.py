"""Ids are plain text, what the school's papers say; these names say whose id it is."""

from typing import Annotated

from schoollogistics.errors import Text
from schoollogistics.values.shapes import id_shape

PersonId = Annotated[str, id_shape(Text("a person", "人员"))]
PlaceId = Annotated[str, id_shape(Text("a place", "地点"))]
AssetId = Annotated[str, id_shape(Text("an asset number", "资产编号"))]
RepairId = Annotated[str, id_shape(Text("a repair number", "报修单号"))]
FindingId = Annotated[str, id_shape(Text("a finding number", "隐患编号"))]
VendorId = Annotated[str, id_shape(Text("a vendor", "供应商"))]
FoodId = Annotated[str, id_shape(Text("an item of food", "食材"))]
LotId = Annotated[str, id_shape(Text("a lot", "批次"))]
DeliveryId = Annotated[str, id_shape(Text("a delivery", "送货单号"))]
DishId = Annotated[str, id_shape(Text("a dish", "菜品"))]
DocumentId = Annotated[str, id_shape(Text("a document number", "单据号"))]
EntryKey = Annotated[str, id_shape(Text("an idempotency key", "幂等号"))]
Code = Annotated[str, id_shape(Text("a code", "代码"))]
