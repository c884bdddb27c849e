from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from criteria.forms.fields import Line, Text
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, units_where
from plans.forms.tasks import FIELD_CHOICES, office_line
from plans.models import Duty, Plan, PlanKind, Section, Signing

LINES = _("Mỗi dòng một ý.")


def year_field(**kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num"}),
        error_messages={"invalid": _("Năm gồm bốn chữ số, ví dụ 2026.")},
        **kwargs,
    )


class NewPlanForm(forms.Form):
    """What a plan begins with when it does not come from a result."""

    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label=_("Loại kế hoạch"), choices=PlanKind.choices)
    title = Text(label=_("Trích yếu"), rows=2, max_length=500)
    year = year_field(label=_("Năm thực hiện"))
    until_year = year_field(
        label=_("Đến năm"),
        required=False,
        help_text=_("Chỉ ghi khi kế hoạch kéo dài nhiều năm."),
    )
    follows = forms.ModelChoiceField(
        label=_("Nối tiếp kế hoạch"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=_("– Không –"),
        help_text=_("Mục tiêu chưa đạt của kế hoạch ấy được nêu ở phần mở đầu."),
    )

    def __init__(self, data: Any = None, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        units = units_where(user, Right.WRITE_PLAN).order_by("position", "code")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        plans = Plan.objects.visible_to(user).in_order()
        self.fields["follows"].queryset = plans  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """Head and foot of the plan."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Loại kế hoạch"), choices=PlanKind.choices)
    title = Text(label=_("Trích yếu"), rows=2, max_length=500)
    year = year_field(label=_("Năm thực hiện"))
    until_year = year_field(label=_("Đến năm"), required=False)
    symbol = Line(label=_("Ký hiệu"), max_length=30)
    legal_bases = Text(
        label=_("Căn cứ"), required=False, help_text=_("Mỗi dòng một căn cứ."), rows=4
    )
    introduction = Text(label=_("Phần mở đầu"), required=False, rows=5)
    purposes = Text(label=_("Mục đích"), required=False, help_text=LINES, rows=4)
    requirements = Text(label=_("Yêu cầu"), required=False, help_text=LINES, rows=4)
    closing = Text(label=_("Đoạn kết"), required=False)
    recipients = Text(label=_("Nơi nhận"), required=False, help_text=_("Mỗi dòng một nơi."), rows=6)
    signing = forms.ChoiceField(label=_("Hình thức ký"), choices=Signing.choices)
    signer_title = Line(
        label=_("Chức vụ người ký"),
        max_length=120,
        required=False,
        help_text=_("Bỏ trống: Chủ tịch, hoặc Phó Chủ tịch khi ký thay."),
    )
    signer_name = Line(label=_("Họ tên người ký"), max_length=120, required=False)

    @classmethod
    def of(cls, plan: Plan) -> "PlanForm":
        return cls(initial={name: getattr(plan, name) for name in cls.base_fields})

    def values(self) -> dict[str, object]:
        return {k: v for k, v in self.cleaned_data.items() if k != "version"}


class PartForm(forms.Form):
    """A section or a duty: where it stands, its words."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    position = forms.IntegerField(
        label=_("Thứ tự"),
        required=False,
        min_value=1,
        max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num"}),
        help_text=_("Bỏ trống: xếp cuối."),
    )

    @classmethod
    def of(cls, part: Section | Duty) -> "PartForm":
        return cls(initial={name: getattr(part, name) for name in cls.base_fields})

    def values(self) -> dict[str, object]:
        return {k: v for k, v in self.cleaned_data.items() if k != "version"}


class SectionForm(PartForm):
    heading = Line(
        label=_("Tiêu đề"),
        max_length=400,
        error_messages={"required": _("Hãy ghi tiêu đề của phần.")},
    )
    field = forms.ChoiceField(label=_("Lĩnh vực"), choices=FIELD_CHOICES, required=False)
    text = Text(label=_("Nội dung"), required=False, help_text=LINES, rows=8)
    field_order = ("heading", "field", "text", "position")


class DutyForm(PartForm):
    office = office_line(
        label=_("Cơ quan, cá nhân"),
        max_length=300,
        required=True,
        error_messages={"required": _("Hãy ghi cơ quan, cá nhân được giao.")},
    )
    text = Text(
        label=_("Nhiệm vụ được giao"),
        help_text=LINES,
        rows=6,
        error_messages={"required": _("Hãy ghi nhiệm vụ được giao.")},
    )
    field_order = ("office", "text", "position")
