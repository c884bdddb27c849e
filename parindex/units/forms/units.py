"""Forms of one unit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.forms import DayField
from parindex.units.codes import CODE_HINT, MAX_LENGTH
from parindex.units.models import Unit, UnitKind
from parindex.units.services.units import EDITABLE, Description

Text = forms.CharField


class UnitForm(forms.Form):
    """What may be said of a unit at any time; ``version`` is what the person saw."""

    name = Text(label=_("Tên đơn vị"), max_length=200, help_text=_("Ví dụ: xã Canh Vinh"))
    kind = forms.ChoiceField(label=_("Loại"), choices=UnitKind.choices)
    place_name = Text(
        label=_("Địa danh trong văn bản"),
        max_length=100,
        required=False,
        help_text=_("Ví dụ: Vân Canh, đứng trước ngày tháng của văn bản"),
    )
    symbol = Text(
        label=_("Ký hiệu văn bản"), max_length=30, required=False, help_text=_("Ví dụ: UBND")
    )
    valid_from = DayField(label=_("Có hiệu lực từ"), required=False)
    position = forms.IntegerField(
        label=_("Thứ tự trong danh sách"), min_value=0, max_value=999_999, initial=0
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    @classmethod
    def of(cls, unit: Unit, data: Any = None) -> "UnitForm":
        initial = {name: getattr(unit, name) for name in (*EDITABLE, "version")}
        return cls(data, initial=initial)

    def described(self) -> Description:
        return Description(**{name: self.cleaned_data[name] for name in EDITABLE})


class NewUnitForm(UnitForm):
    code = Text(label=_("Mã đơn vị"), max_length=MAX_LENGTH, help_text=CODE_HINT)
    field_order = ["code", "name", "kind"]


class CloseForm(forms.Form):
    on = DayField(label=_("Hiệu lực đến hết ngày"))
    reason = Text(
        label=_("Văn bản, lý do"),
        max_length=300,
        help_text=_("Ví dụ: Nghị quyết số 60-NQ/TW ngày 12/4/2025, kết thúc hoạt động cấp huyện"),
    )
    with_parts = forms.BooleanField(
        label=_("Đóng cả các đơn vị trực thuộc còn hiệu lực"), required=False
    )


class ReopenForm(forms.Form):
    reason = Text(label=_("Lý do mở lại"), max_length=300)
