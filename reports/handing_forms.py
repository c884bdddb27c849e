"""What is asked of who collects: more time for one unit, a return."""

from django import forms
from django.utils.translation import gettext_lazy

from parindex.forms import MomentField


class ExtendForm(forms.Form):
    until = MomentField(label=gettext_lazy("Hạn mới"))
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Hãy ghi lý do gia hạn.")},
    )


class ReturnForm(forms.Form):
    """The reason is read by the service, which says what is missing."""

    until = MomentField(label=gettext_lazy("Hạn gửi lại"), required=False)
