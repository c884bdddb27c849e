from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from criteria.forms.fields import Line, Text
from parindex.forms import DayField
from plans.services.moving import Paper
from plans.workflow import Transition


class PaperForm(forms.Form):
    """What a step asks for: a reason, or number and day of the paper."""

    number = Line(
        label=_("Số"),
        max_length=10,
        error_messages={"required": _("Hãy ghi số của văn bản.")},
    )
    symbol = Line(label=_("Ký hiệu"), max_length=30, required=False)
    signed_on = DayField(label=_("Ngày ban hành"))
    reason = Text(
        rows=3,
        max_length=4000,
        error_messages={"required": _("Hãy nêu rõ để người nhận biết cần làm gì.")},
    )

    def __init__(self, data: Any = None, *, transition: Transition, **kwargs: Any) -> None:
        super().__init__(data, prefix=str(transition.verb), **kwargs)
        self.transition = transition
        if not transition.needs_number:
            for name in ("number", "symbol", "signed_on"):
                del self.fields[name]
        if transition.needs_reason:
            self.fields["reason"].label = transition.reason_label
        else:
            del self.fields["reason"]

    def paper(self) -> Paper | None:
        if not self.transition.needs_number:
            return None
        data = self.cleaned_data
        return Paper(data["number"], data["signed_on"], data["symbol"])
