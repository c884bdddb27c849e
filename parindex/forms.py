"""Form fields that read and show dates the Vietnamese way on every machine.

A native date input follows the language of the machine's Windows: 5 January shows as 01/05 on an
English one. Dates are therefore typed as text.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day as dd/mm/yyyy; the ISO form is taken too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "input_formats": ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y", "%Y-%m-%d"],
                "widget": forms.DateInput(format="%d/%m/%Y", attrs={"autocomplete": "off"}),
                "help_text": _("Ngày/tháng/năm, ví dụ 05/01/2022"),
                "error_messages": {"invalid": _("Hãy nhập ngày/tháng/năm, ví dụ 05/01/2022.")},
                **kwargs,
            }
        )


class MomentField(forms.DateTimeField):
    """A moment as dd/mm/yyyy hh:mm, in the portal's time zone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "input_formats": [
                    "%d/%m/%Y %H:%M",
                    "%H:%M %d/%m/%Y",
                    "%H:%M ngày %d/%m/%Y",  # as the portal itself writes a moment
                    "%Y-%m-%dT%H:%M",
                ],
                "widget": forms.DateTimeInput(format="%d/%m/%Y %H:%M"),
                "help_text": _("Ngày/tháng/năm giờ:phút, ví dụ 26/12/2022 17:00"),
                "error_messages": {
                    "invalid": _("Thời điểm không đúng. Nhập ví dụ 26/12/2022 17:00.")
                },
                **kwargs,
            }
        )
