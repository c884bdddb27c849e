"""Units to and from Excel: a row is known by its code; what is not in the sheet stays."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget, Widget

from parindex.lib.text import nfc
from parindex.units.models import Unit, UnitKind


class Cell(Widget):
    """A kind of cell; it needs nothing to be made."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "" if value is None else str(value)


class TextWidget(Cell):
    """Text in one composed form, whatever system the sheet comes from."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return nfc(str(value)).strip() if value is not None else ""


class LabelWidget(TextWidget):
    """A choice, shown and read by its Vietnamese label."""

    def __init__(self, choices: Any) -> None:
        super().__init__()
        self.labels: dict[Any, str] = {value: str(label) for value, label in choices}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = super().clean(value)
        for key, label in self.labels.items():
            if text in (key, label):
                return key
        raise ValueError(
            _("Không có giá trị “%(found)s”. Chọn một trong: %(allowed)s.")
            % {"found": text, "allowed": "; ".join(self.labels.values())}
        )

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return str(self.labels.get(value, ""))


class DayWidget(Cell):
    """A cell with a date, or a text such as 20/11/2026."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if not value or isinstance(value, date):
            return value or None
        try:
            day, month, year = (int(part) for part in str(value).strip().split("/"))
            return date(year, month, day)
        except ValueError as error:
            raise ValueError(
                _("“%(found)s” không phải là ngày. Nhập ví dụ 20/11/2026.") % {"found": value}
            ) from error

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value


class UnitResource(ModelResource):
    code = Field(attribute="code", column_name="Mã", widget=TextWidget())
    name = Field(attribute="name", column_name="Tên đơn vị", widget=TextWidget())
    kind = Field(attribute="kind", column_name="Loại", widget=LabelWidget(UnitKind.choices))
    parent = Field(
        attribute="parent",
        column_name="Mã đơn vị cấp trên",
        widget=ForeignKeyWidget(Unit, "code"),
    )
    place_name = Field(attribute="place_name", column_name="Địa danh", widget=TextWidget())
    symbol = Field(attribute="symbol", column_name="Ký hiệu văn bản", widget=TextWidget())
    valid_from = Field(attribute="valid_from", column_name="Có hiệu lực từ", widget=DayWidget())
    valid_to = Field(attribute="valid_to", column_name="Đến hết ngày", widget=DayWidget())
    position = Field(attribute="position", column_name="Thứ tự")

    class Meta:
        model = Unit
        import_id_fields = ("code",)
        fields = (
            *("code", "name", "kind", "parent", "place_name", "symbol"),
            *("valid_from", "valid_to", "position"),
        )
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True

    def before_save_instance(self, instance: Unit, row: Any, **kwargs: Any) -> None:
        """A unit never moves in the tree: a change of superior is a merger, with its legal act."""
        if instance.pk:
            stored = Unit.objects.get(pk=instance.pk)
            if stored.parent_id != instance.parent_id:
                raise ValueError(
                    _("Đơn vị %(code)s đã có cấp trên khác; không đổi được, hãy lập đơn vị mới.")
                    % {"code": instance.code}
                )
