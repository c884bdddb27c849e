"""Criteria sets and their trees to and from Excel; rows are known by codes, never by ids."""

import json
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget, IntegerWidget

from criteria.models import (
    Block,
    CriteriaSet,
    Criterion,
    Level,
    Method,
    NotApplicable,
    SetLevel,
    SetStatus,
)
from criteria.services import sort_keys_fill
from parindex.lib.numbers import parse_decimal
from parindex.units.resources import Cell, LabelWidget, TextWidget

SET_CODE, NODE_CODE = "Mã bộ tiêu chí", "Mã số"


class PointsWidget(Cell):
    """Points, typed `1,5` or `1.5`; a number in the cell is taken as it is."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        if value is None or value == "":
            return None
        return parse_decimal(str(value))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return None if value is None else Decimal(value).normalize()


class NodeWidget(Cell):
    """A criterion of the same set, by its code."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Criterion | None:
        if not value:
            return None
        code = str(value).strip()
        found = Criterion.objects.filter(set__code=row[SET_CODE], code=code).first()
        if found is None:
            raise ValueError(
                _("Không có mục “%(found)s” trong bộ %(set)s ở các dòng phía trên.")
                % {"found": code, "set": row[SET_CODE]}
            )
        return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value.code if value else ""


class PredecessorWidget(Cell):
    """A criterion of another set, as `BD-HUYEN-2020:1.2`."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Criterion | None:
        if not value:
            return None
        set_code, _colon, code = str(value).strip().rpartition(":")
        found = Criterion.objects.filter(set__code=set_code, code=code).first()
        if found is None:
            raise ValueError(
                _("Không có mục “%(found)s”. Nhập mã bộ và mã số, ví dụ BD-HUYEN-2020:1.2.")
                % {"found": value}
            )
        return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return f"{value.set.code}:{value.code}" if value else ""


class ParamsWidget(Cell):
    """Parameters of a rule as JSON; an empty cell for what has no rule."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        try:
            return json.loads(str(value)) if value else {}
        except json.JSONDecodeError as error:
            raise ValueError(
                _("Tham số cách chấm không phải là JSON (dòng %(line)d, cột %(column)d).")
                % {"line": error.lineno, "column": error.colno}
            ) from error

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return json.dumps(value, ensure_ascii=False) if value else ""


class FlagWidget(LabelWidget):
    """có / không."""

    def __init__(self) -> None:
        super().__init__([("1", "có"), ("", "không")])

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return bool(super().clean(value))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return super().render("1" if value else "")


def _text(attribute: str, column: str) -> Field:
    return Field(attribute=attribute, column_name=column, widget=TextWidget())


class CriteriaSetResource(ModelResource):
    code = _text("code", SET_CODE)
    name = _text("name", "Tên bộ tiêu chí")
    level = Field(attribute="level", column_name="Cấp", widget=LabelWidget(SetLevel.choices))
    year = Field(attribute="year", column_name="Năm áp dụng", widget=IntegerWidget())
    issuer = _text("issuer", "Cơ quan ban hành")
    legal_basis = _text("legal_basis", "Văn bản ban hành")
    provenance = _text("provenance", "Nguồn gốc số liệu")
    decimals = Field(
        attribute="decimals", column_name="Số chữ số thập phân", widget=IntegerWidget()
    )
    adjustment_cap = Field(
        attribute="adjustment_cap", column_name="Mức trần thưởng, phạt", widget=PointsWidget()
    )
    status = Field(
        attribute="status",
        column_name="Trạng thái",
        widget=LabelWidget(SetStatus.choices),
        readonly=True,
    )

    class Meta:
        model = CriteriaSet
        import_id_fields = ("code",)
        fields = (
            *("code", "name", "level", "year", "issuer", "legal_basis", "provenance"),
            *("decimals", "adjustment_cap", "status"),
        )
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True

    def before_save_instance(self, instance: CriteriaSet, row: Any, **kwargs: Any) -> None:
        if instance.is_published:
            raise ValueError(_("Bộ tiêu chí đã ban hành không sửa được; hãy lập bộ mới."))


class CriterionResource(ModelResource):
    """A parent stands above its children in the sheet."""

    set = Field(attribute="set", column_name=SET_CODE, widget=ForeignKeyWidget(CriteriaSet, "code"))
    code = _text("code", NODE_CODE)
    parent = Field(attribute="parent", column_name="Thuộc mã số", widget=NodeWidget())
    level = Field(attribute="level", column_name="Cấp", widget=LabelWidget(Level.choices))
    block = Field(attribute="block", column_name="Khối", widget=LabelWidget(Block.choices))
    position = Field(attribute="position", column_name="Thứ tự", widget=IntegerWidget())
    name = _text("name", "Nội dung")
    max_score = Field(attribute="max_score", column_name="Điểm tối đa", widget=PointsWidget())
    method = Field(
        attribute="method", column_name="Phương pháp", widget=LabelWidget(Method.choices)
    )
    is_leaf = Field(attribute="is_leaf", column_name="Mục chấm điểm", widget=FlagWidget())
    rule_kind = _text("rule_kind", "Loại cách chấm")
    rule_params = Field(
        attribute="rule_params", column_name="Tham số cách chấm", widget=ParamsWidget()
    )
    rule_text = _text("rule_text", "Cách chấm theo văn bản")
    evidence_hint = _text("evidence_hint", "Tài liệu kiểm chứng")
    lead_unit = _text("lead_unit", "Đơn vị thực hiện")
    appraising_office = _text("appraising_office", "Cơ quan thẩm định")
    not_applicable = Field(
        attribute="not_applicable",
        column_name="Khi không phát sinh",
        widget=LabelWidget(NotApplicable.choices),
    )
    predecessor = Field(
        attribute="predecessor", column_name="Kế thừa từ", widget=PredecessorWidget()
    )
    provenance = _text("provenance", "Nguồn gốc")

    class Meta:
        model = Criterion
        import_id_fields = ("set", "code")
        fields = (
            *("set", "code", "parent", "level", "block", "position", "name", "max_score"),
            *("method", "is_leaf", "rule_kind", "rule_params", "rule_text", "evidence_hint"),
            *("lead_unit", "appraising_office", "not_applicable", "predecessor", "provenance"),
        )
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True

    def get_queryset(self) -> "QuerySet[Criterion, Criterion]":
        return Criterion.objects.select_related("set", "parent", "predecessor__set").order_by(
            "set__code", "sort_key"
        )

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        super().after_import(dataset, result, **kwargs)  # type: ignore[no-untyped-call]
        if SET_CODE in (dataset.headers or []):
            for criteria_set in CriteriaSet.objects.filter(code__in=set(dataset[SET_CODE])):
                sort_keys_fill(criteria_set)
