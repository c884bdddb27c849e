"""The council's session, as the standing office writes it down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import CouncilSession
from assessments.services.council import Session
from parindex.forms import DayField


class SessionForm(forms.Form):
    number = forms.CharField(
        label=_("Số biên bản"), max_length=60, help_text=_("Ví dụ: 02/BB-HĐTĐ")
    )
    held_on = DayField(label=_("Ngày họp"))
    members = forms.CharField(
        label=_("Thành phần dự họp"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi người một dòng: họ tên, chức vụ, vai trò trong Hội đồng."),
    )
    note = forms.CharField(
        label=_("Nội dung kết luận"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    minutes = forms.FileField(label=_("Biên bản có chữ ký"), required=False, allow_empty_file=True)

    def __init__(self, *args: Any, session: CouncilSession | None = None, **kwargs: Any) -> None:
        if session is not None:
            names = ("number", "held_on", "members", "note")
            kwargs["initial"] = {name: getattr(session, name) for name in names}
        super().__init__(*args, **kwargs)

    @property
    def session(self) -> Session:
        names = ("number", "held_on", "members", "note")
        return Session(**{name: self.cleaned_data[name] for name in names})
