"""Forms of the unit: documents that prove an entry."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from assessments.services.evidence_details import Details
from parindex.forms import DayField

FILES_AT_ONCE = 20


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files; each is inspected by the service, which knows what may be taken."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        files = [file for file in (data if isinstance(data, list) else [data]) if file is not None]
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(files) > FILES_AT_ONCE:
            raise forms.ValidationError(
                _("Bạn chọn %(count)d tệp; mỗi lần tối đa %(limit)d tệp."),
                params={"count": len(files), "limit": FILES_AT_ONCE},
            )
        return files


class DetailsForm(forms.Form):
    """What is written about a document, on the paper itself."""

    number = forms.CharField(
        label=_("Số, ký hiệu"),
        max_length=80,
        required=False,
        help_text=_("Ví dụ: 15/KH-UBND"),
    )
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    issuer = forms.CharField(
        label=_("Cơ quan ban hành"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: UBND xã Canh Vinh"),
    )
    title = forms.CharField(
        label=_("Trích yếu"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Bỏ trống thì lấy tên tệp."),
    )
    place = forms.CharField(
        label=_("Mục, trang"),
        max_length=120,
        required=False,
        help_text=_("Nơi chứng minh mục này, ví dụ: mục II, trang 3"),
    )

    @property
    def details(self) -> Details:
        return Details(**{name: self.cleaned_data[name] for name in DetailsForm.base_fields})


class AddForm(DetailsForm):
    file = FilesField(
        label=_("Chọn tệp"), error_messages={"required": _("Hãy chọn ít nhất một tệp.")}
    )


class StandInForm(DetailsForm):
    file = forms.FileField(
        label=_("Chọn tệp"),
        allow_empty_file=True,
        error_messages={"required": _("Hãy chọn tệp.")},
    )
    reason = forms.CharField(
        label=_("Lý do tải lên thay đơn vị"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Đơn vị đọc được. Ví dụ: đơn vị gửi bản giấy vì mất mạng."),
        error_messages={"required": _("Hãy nêu vì sao cơ quan tải lên thay đơn vị.")},
    )


class ReplaceForm(DetailsForm):
    file = forms.FileField(label=_("Tệp bản mới"), required=False, allow_empty_file=True)
