"""What a set says of itself, and the start of the next one."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from criteria.access import owners_for
from criteria.forms.fields import Line, PointsInput, Text
from criteria.models import CriteriaSet, SetLevel
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, memberships_granting

if TYPE_CHECKING:
    UnitChoice = forms.ModelChoiceField[Unit]
else:
    UnitChoice = forms.ModelChoiceField


class SetForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    code = Line(
        label=_("Mã bộ tiêu chí"),
        max_length=40,
        help_text=_("Chữ hoa không dấu, chữ số, dấu gạch; ví dụ PAR-XA-2026."),
    )
    name = Line(label=_("Tên bộ tiêu chí"), max_length=300)
    level = forms.ChoiceField(label=_("Cấp được đánh giá"), choices=SetLevel.choices)
    year = forms.IntegerField(label=_("Năm áp dụng"), min_value=2000, max_value=2100)
    owner = UnitChoice(label=_("Đơn vị quản lý"), queryset=Unit.objects.none(), required=False)
    issuer = Line(label=_("Cơ quan ban hành"), max_length=200, required=False)
    legal_basis = Line(
        label=_("Văn bản ban hành"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: Quyết định số 313/QĐ-UBND ngày 26/01/2022 của UBND tỉnh."),
    )
    issued_on = forms.DateField(
        label=_("Ngày ban hành văn bản"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    provenance = Text(
        label=_("Nguồn gốc số liệu"),
        required=False,
        help_text=_("Lấy từ văn bản nào, phần nào dựng lại, phần nào chưa đối chiếu."),
    )
    decimals = forms.IntegerField(
        label=_("Số chữ số thập phân của điểm"),
        min_value=0,
        max_value=4,
        initial=2,
        help_text=_("Điểm của từng mục được làm tròn một lần đến số chữ số này."),
    )
    expected_total = PointsInput(
        label=_("Tổng điểm của thang"),
        initial="100",
        help_text=_("Thường là 100; đổi khi thang điểm cố ý khác. Không kể thưởng, phạt."),
    )
    adjustment_cap = PointsInput(
        label=_("Mức trần thưởng, phạt"),
        required=False,
        positive=False,
        help_text=_("Tổng điểm thưởng, tổng điểm phạt không quá mức này. Bỏ trống: không chặn."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_owners(self, user)

    @classmethod
    def of(cls, criteria_set: CriteriaSet, user: User) -> "SetForm":
        names = [name for name in cls.base_fields if name != "owner"]
        initial = {name: getattr(criteria_set, name) for name in names}
        return cls(initial={**initial, "owner": criteria_set.owner_id}, user=user)

    def values(self) -> dict[str, object]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class CloneForm(forms.Form):
    code = Line(label=_("Mã bộ tiêu chí mới"), max_length=40)
    name = Line(label=_("Tên bộ tiêu chí mới"), max_length=300)
    year = forms.IntegerField(label=_("Năm áp dụng"), min_value=2000, max_value=2100)
    owner = UnitChoice(label=_("Đơn vị quản lý"), queryset=Unit.objects.none(), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_owners(self, user)


def limit_owners(form: forms.Form, user: User) -> None:
    """The person's own units; only an administrator may leave a set without an owner."""
    field = cast(UnitChoice, form.fields["owner"])
    field.queryset = owners_for(user)
    if memberships_granting(user, Right.ADMINISTER):
        field.empty_label = str(_("Không thuộc đơn vị nào (bộ dùng chung toàn quốc)"))
    else:
        field.required, field.empty_label = True, None
