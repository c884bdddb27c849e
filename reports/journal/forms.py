"""The search of the journal."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.models import Campaign
from parindex.forms import DayField
from parindex.history.labels import ACTION_LABELS
from parindex.lib.dates import format_date
from reports.journal.queries import Search


class JournalForm(forms.Form):
    """Names are those of the address, so that a search can be kept and sent on."""

    nguoi = forms.CharField(label=_("Người thực hiện"), max_length=100, required=False)
    viec = forms.ChoiceField(label=_("Việc"), required=False)
    don_vi = forms.CharField(label=_("Đơn vị (tên hoặc mã)"), max_length=100, required=False)
    dot = forms.ModelChoiceField(
        label=_("Đợt đánh giá"),
        queryset=Campaign.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("Mọi đợt"),
    )
    tu = DayField(label=_("Từ ngày"), required=False, help_text="")
    den = DayField(label=_("Đến ngày"), required=False, help_text="")
    chu = forms.CharField(label=_("Có chữ"), max_length=100, required=False)
    yeu_cau = forms.CharField(widget=forms.HiddenInput, max_length=36, required=False)

    def __init__(
        self, *args: Any, campaigns: "QuerySet[Campaign, Campaign]", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        labels = sorted(ACTION_LABELS.items(), key=lambda item: item[1])
        self.fields["viec"] = forms.ChoiceField(
            label=_("Việc"), required=False, choices=[("", _("Mọi việc")), *labels]
        )
        field = self.fields["dot"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = campaigns

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("tu"), data.get("den")
        if since and until and until < since:
            self.add_error("den", _("Ngày cuối phải từ ngày đầu trở đi."))
        return data

    @property
    def search(self) -> Search:
        """What was asked, as far as it can be understood."""
        data = self.cleaned_data
        return Search(
            person=data.get("nguoi", ""),
            action=data.get("viec", ""),
            unit=data.get("don_vi", ""),
            campaign=data.get("dot"),
            since=data.get("tu"),
            until=data.get("den"),
            words=data.get("chu", ""),
            request_id=data.get("yeu_cau", ""),
        )

    @property
    def words(self) -> list[tuple[str, str]]:
        """The search as label and value, for the cover of what is taken along."""
        asked = self.search
        shown = {
            "nguoi": asked.person,
            "viec": ACTION_LABELS.get(asked.action, ""),
            "don_vi": asked.unit,
            "dot": asked.campaign.name if asked.campaign else "",
            "tu": format_date(asked.since) if asked.since else "",
            "den": format_date(asked.until) if asked.until else "",
            "chu": asked.words,
            "yeu_cau": asked.request_id,
        }
        return [(self._label(name), value) for name, value in shown.items() if value]

    def _label(self, name: str) -> str:
        return str(self.fields[name].label or _("Mã yêu cầu"))
