"""The file to load, and the draft that it goes to."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from criteria.models import CriteriaSet

if TYPE_CHECKING:
    SetChoice = forms.ModelChoiceField[CriteriaSet]
else:
    SetChoice = forms.ModelChoiceField


class DraftChoice(SetChoice):
    def label_from_instance(self, obj: CriteriaSet) -> str:
        return f"{obj.code} – {obj.name[:80]}"


class TableForm(forms.Form):
    file = forms.FileField(label=_("Tệp Excel"), allow_empty_file=True)
    into = DraftChoice(
        label=_("Nạp vào"),
        queryset=CriteriaSet.objects.none(),
        required=False,
        empty_label=_("Bộ có mã ghi ở trang “Thông tin” của tệp"),
        to_field_name="code",
        help_text=_("Tệp không do cổng xuất ra thì chọn bản dự thảo đã lập."),
    )

    def __init__(self, *args: Any, drafts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = drafts  # type: ignore[attr-defined]
