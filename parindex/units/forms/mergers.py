"""The two steps of a merger or split: choose the old units, describe the new ones."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from parindex.forms import DayField
from parindex.units.codes import CODE_HINT, MAX_LENGTH, code_clean, is_code
from parindex.units.forms.reach import narrow
from parindex.units.models import COMMUNE_LEVEL, Unit, UnitKind
from parindex.units.services.mergers import NewUnit

MAX_SUCCESSORS = 6
CODES_ERROR = _("Không có đơn vị mang mã này trong phạm vi của bạn.")


class MergerForm(forms.Form):
    effective_on = DayField(
        label=_("Ngày có hiệu lực"),
    )
    legal_act = forms.CharField(
        label=_("Văn bản quyết định"),
        max_length=300,
        help_text=_("Số, ký hiệu, ngày và cơ quan ban hành"),
    )
    parent = forms.ModelChoiceField(
        label=_("Cấp trên của đơn vị mới"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Không có (cấp tỉnh)"),
        help_text=_("Không dùng đến khi mọi đơn vị mới là đơn vị đang có."),
    )

    def __init__(self, *args: Any, reach: "QuerySet[Unit, Unit]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = reach.exclude(kind__in=COMMUNE_LEVEL).filter(valid_to=None)
        narrow(self, "parent", above)


class SuccessorForm(forms.Form):
    """A new unit, or the code of a unit that goes on."""

    code = forms.CharField(label=_("Mã"), max_length=MAX_LENGTH, help_text=CODE_HINT)
    name = forms.CharField(
        label=_("Tên đơn vị"),
        max_length=200,
        required=False,
        help_text=_("Để trống nếu mã trên là đơn vị đang có, nhận thêm đơn vị cũ"),
    )
    kind = forms.ChoiceField(
        label=_("Loại"), choices=UnitKind.choices, initial=UnitKind.COMMUNE, required=False
    )
    place_name = forms.CharField(label=_("Địa danh trong văn bản"), max_length=100, required=False)
    symbol = forms.CharField(
        label=_("Ký hiệu văn bản"), max_length=30, required=False, initial="UBND"
    )

    def __init__(self, *args: Any, reach: "QuerySet[Unit, Unit]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reach = reach
        self.existing: Unit | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        code, name = code_clean(cleaned.get("code", "")), cleaned.get("name", "")
        found = Unit.objects.filter(code__iexact=code).first()
        if name:
            if found:
                self.add_error("code", _now("Mã này đã dùng. Để trống tên nếu là đơn vị đang có."))
            elif code and not is_code(code):
                self.add_error("code", str(CODE_HINT))
        elif code:
            self.existing = self.reach.filter(pk=found.pk).first() if found else None
            if self.existing is None:
                self.add_error("code", str(CODES_ERROR))
        return cleaned

    def new_unit(self) -> NewUnit | None:
        if self.existing is not None or not self.cleaned_data.get("code"):
            return None
        data = self.cleaned_data
        return NewUnit(
            code=data["code"],
            name=data["name"],
            kind=data["kind"] or UnitKind.COMMUNE,
            place_name=data["place_name"],
            symbol=data["symbol"],
        )


SuccessorFormSet = forms.formset_factory(
    SuccessorForm, extra=MAX_SUCCESSORS, max_num=MAX_SUCCESSORS, absolute_max=MAX_SUCCESSORS
)
