"""Forms of the inbox."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MailChoiceForm(forms.Form):
    """Where mail goes, and whether the daily one comes."""

    email = forms.EmailField(
        label=_("Địa chỉ thư điện tử"),
        required=False,
        help_text=_("Để trống thì cổng không gửi thư; thông báo vẫn vào hộp thư trên cổng."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Địa chỉ không đúng. Ví dụ: canbo@tinh.gov.vn.")},
    )
    wants_digest = forms.BooleanField(
        label=_("Nhận thư tổng hợp hằng ngày lúc 7 giờ"),
        required=False,
        help_text=_("Gồm thông báo chưa đọc và việc sắp đến hạn; ngày không có gì thì không gửi."),
    )
