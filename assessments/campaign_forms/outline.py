"""What a campaign is: year, set, organiser, standing office, the campaign before."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.candidates import (
    campaign_before,
    offices_under,
    organisers_for,
    published_sets,
)
from assessments.models import Campaign
from assessments.services.campaigns import Outline
from assessments.suggestions import suggested_code, suggested_name
from criteria.models import CriteriaSet
from parindex.lib.text import nfc
from parindex.units.models import Unit, User

SUGGESTED, NONE = "goi-y", "khong"
RESERVED = {"them", "nam-truoc"}
"""Words that stand where a campaign's code stands in an address."""

FIRST_YEAR, LAST_YEAR = 2000, 2100

if TYPE_CHECKING:
    UnitField = forms.ModelChoiceField[Unit]
    SetField = forms.ModelChoiceField[CriteriaSet]
else:
    UnitField = SetField = forms.ModelChoiceField


class OutlineForm(forms.Form):
    year = forms.IntegerField(
        label=_("Năm đánh giá"),
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num"}),
        error_messages={"invalid": _("Năm gồm bốn chữ số, ví dụ 2026.")},
    )
    organiser = UnitField(
        label=_("Đơn vị tổ chức"),
        queryset=Unit.objects.none(),
        empty_label=None,
        help_text=_("Tỉnh hoặc huyện mà các đơn vị được đánh giá trực thuộc."),
    )
    criteria_set = SetField(
        label=_("Bộ tiêu chí"),
        queryset=CriteriaSet.objects.none(),
        empty_label=_("– Chọn bộ tiêu chí –"),
        help_text=_("Chỉ gồm các bộ đã ban hành."),
    )
    name = forms.CharField(
        label=_("Tên đợt"),
        max_length=300,
        required=False,
        help_text=_("Bỏ trống: cổng tự đặt, ví dụ “Chỉ số CCHC cấp xã năm 2026 của huyện …”."),
    )
    code = forms.SlugField(
        label=_("Mã đợt"),
        max_length=40,
        required=False,
        help_text=_("Có trong địa chỉ trang. Bỏ trống: cổng tự đặt, ví dụ VC-2026."),
        error_messages={"invalid": _("Mã gồm chữ không dấu, chữ số, dấu gạch; ví dụ VC-2026.")},
    )
    standing_office = UnitField(
        label=_("Cơ quan thường trực"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("– Chọn sau –"),
        help_text=_("Cơ quan theo dõi, phê duyệt và trả lời các đơn vị."),
    )
    previous = forms.ChoiceField(
        label=_("Đợt năm trước"),
        help_text=_("Kết quả được so sánh với đợt này."),
    )

    def __init__(
        self, data: Any = None, *, user: User, campaign: Campaign | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, initial=_initial(user, campaign), **kwargs)
        self.campaign = campaign
        organisers = organisers_for(user)
        cast(UnitField, self.fields["organiser"]).queryset = organisers
        cast(SetField, self.fields["criteria_set"]).queryset = published_sets(organisers)
        year = campaign.year if campaign else timezone.localdate().year
        offices = Unit.objects.none()
        for organiser in organisers:
            offices |= offices_under(organiser, year)
        cast(UnitField, self.fields["standing_office"]).queryset = offices.distinct()
        earlier = Campaign.objects.filter(organiser__in=organisers).exclude(
            pk=campaign.pk if campaign else 0
        )
        cast(forms.ChoiceField, self.fields["previous"]).choices = [
            (SUGGESTED, _("Tự tìm: cùng đơn vị tổ chức, cùng cấp, năm liền trước")),
            (NONE, _("Không có, không so sánh")),
            *((str(found.pk), f"{found.name} ({found.code})") for found in earlier),
        ]

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if code in RESERVED:
            raise forms.ValidationError(_("Mã này cổng đã dùng vào việc khác. Hãy nhập mã khác."))
        return code

    def outline(self) -> Outline:
        """What was typed, with the portal's own proposals for what was left to it."""
        typed = self.cleaned_data
        organiser, year, chosen = typed["organiser"], typed["year"], typed["criteria_set"]
        return Outline(
            year=year,
            name=nfc(typed["name"]).strip() or suggested_name(organiser, chosen.level, year),
            code=typed["code"] or suggested_code(organiser, year, self.campaign),
            criteria_set=chosen,
            organiser=organiser,
            standing_office=typed["standing_office"],
            previous=self._previous(organiser, chosen, year),
        )

    def _previous(self, organiser: Unit, chosen: CriteriaSet, year: int) -> Campaign | None:
        choice = self.cleaned_data["previous"]
        if choice == NONE:
            return None
        if choice == SUGGESTED:
            return campaign_before(
                organiser=organiser, level=chosen.level, year=year, campaign=self.campaign
            )
        return Campaign.objects.get(pk=int(choice))


def _initial(user: User, campaign: Campaign | None) -> dict[str, Any]:
    if campaign is None:
        office = user.unit if user.unit and user.unit.is_office else None
        return {
            "year": timezone.localdate().year,
            "standing_office": office,
            "previous": SUGGESTED,
        }
    return {
        "year": campaign.year,
        "organiser": campaign.organiser_id,
        "criteria_set": campaign.criteria_set_id,
        "name": campaign.name,
        "code": campaign.code,
        "standing_office": campaign.standing_office_id,
        "previous": str(campaign.previous_id) if campaign.previous_id else NONE,
    }
