"""Forms of the register: how a draft is signed and sent, its number and day, its withdrawal."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from parindex.forms import DayField
from parindex.units.models import Unit
from reports.models import Document, DocumentState, SigningForm
from reports.services.drafting import Dress

if TYPE_CHECKING:
    UnitsField = forms.ModelMultipleChoiceField[Unit]
    DocumentField = forms.ModelChoiceField[Document]
else:
    UnitsField = forms.ModelMultipleChoiceField
    DocumentField = forms.ModelChoiceField


class DressForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    subject = forms.CharField(
        label=_("Trích yếu"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    signing_form = forms.ChoiceField(label=_("Hình thức ký"), choices=SigningForm.choices)
    signer_title = forms.CharField(
        label=_("Chức vụ người ký"),
        max_length=200,
        required=False,
        help_text=_("Để trống thì ghi chức vụ người đứng đầu, hoặc cấp phó khi ký thay."),
    )
    signer_name = forms.CharField(label=_("Họ tên người ký"), max_length=120, required=False)
    recipients = forms.CharField(
        label=_("Nơi nhận"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Mỗi dòng một nơi, không cần gạch đầu dòng; dòng cuối là “Lưu: VT, …”."),
    )
    units = UnitsField(
        label=_("Gửi trên cổng tới"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
        help_text=_("Người có vai trò ở các đơn vị này nhận được văn bản khi phát hành."),
    )

    def __init__(self, data: Any = None, *, document: Document, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        cast(UnitsField, self.fields["units"]).queryset = reachable(document)

    @classmethod
    def of(cls, document: Document, data: Any = None) -> "DressForm":
        return cls(
            data,
            document=document,
            initial={
                "version": document.version,
                "subject": document.subject,
                "signing_form": document.signing_form,
                "signer_title": document.signer_title,
                "signer_name": document.signer_name,
                "recipients": document.recipients,
                "units": list(document.deliveries.values_list("unit", flat=True)),
            },
        )

    def dress(self) -> Dress:
        values = self.cleaned_data
        return Dress(
            subject=values["subject"],
            signing_form=SigningForm(values["signing_form"]),
            signer_title=values["signer_title"],
            signer_name=values["signer_name"],
            recipients=values["recipients"],
            units=tuple(unit.pk for unit in values["units"]),
        )


def reachable(document: Document) -> QuerySet[Unit, Unit]:
    """Whom the issuer writes to: the committee above it with its offices and everything below."""
    issuer = document.issuer
    top = issuer.parent or issuer
    chosen = document.deliveries.values("unit")
    near = Q(path__startswith=top.path) & Q(valid_to=None)
    return (
        Unit.objects.filter(near | Q(pk__in=chosen))
        .exclude(pk=issuer.pk)
        .order_by("position", "code")
    )


class IssueForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    signed_on = DayField(label=_("Ngày ký"))
    number = forms.IntegerField(
        label=_("Số do văn thư cấp"),
        required=False,
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num"}),
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}))
    replaced_by = DocumentField(
        label=_("Văn bản thay thế"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("Không có: chỉ thu hồi"),
    )

    def __init__(self, data: Any = None, *, document: Document, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        cast(DocumentField, self.fields["replaced_by"]).queryset = Document.objects.filter(
            issuer=document.issuer, state=DocumentState.ISSUED
        ).exclude(pk=document.pk)
