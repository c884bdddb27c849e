"""A document that shows a task done."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms import DetailsForm


class ProofForm(DetailsForm):
    file = forms.FileField(
        label=_("Chọn tệp"),
        allow_empty_file=True,
        error_messages={"required": _("Hãy chọn tệp.")},
    )
