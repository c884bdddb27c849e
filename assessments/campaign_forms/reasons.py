"""The reason that a change of a running campaign needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Campaign


class ChangeForm(forms.Form):
    """A form on the terms of a campaign; while it is open, it asks for the reason too."""

    def __init__(self, data: Any = None, *, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.campaign = campaign

    def ask_reason(self) -> None:
        """To be called when all other fields stand: the reason comes last."""
        if self.campaign.is_open:
            self.fields["reason"] = forms.CharField(
                label=_("Lý do thay đổi"), widget=forms.Textarea(attrs={"rows": 2})
            )

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("reason", ""))

    @property
    def reason_field(self) -> forms.BoundField | None:
        return self["reason"] if "reason" in self.fields else None
