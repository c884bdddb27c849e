"""Forms of the standing office."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.forms import DayField, MomentField
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, units_where
from reports.documents.names import WITH_COMMITTEE
from reports.models import Collection, IndicatorSet
from reports.statistics.services.collecting import Column


class CollectionForm(forms.Form):
    form = forms.ModelChoiceField(
        label=gettext_lazy("Biểu thống kê"), queryset=IndicatorSet.objects.order_by("code")
    )
    organiser = forms.ModelChoiceField(
        label=gettext_lazy("Đơn vị tổng hợp"), queryset=Unit.objects.none()
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organiser"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = organisers_for(user)

    def asked(self) -> dict[str, Any]:
        form, organiser = self.cleaned_data["form"], self.cleaned_data["organiser"]
        return {
            "form": form,
            "organiser": organiser,
            "code": slugify(f"tk-{organiser.code}-{form.pk}"),
            "name": _("Thống kê cải cách hành chính %(unit)s") % {"unit": organiser.name},
        }


def organisers_for(user: User) -> Any:
    """Territories whose reports the user collects."""
    return (
        units_where(user, Right.COLLECT_REPORTS)
        .filter(kind__in=WITH_COMMITTEE, valid_to=None)
        .order_by("position", "code")
    )


class PeriodForm(forms.Form):
    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2000, max_value=2100)
    until = DayField(
        label=gettext_lazy("Số liệu tính đến"),
        required=False,
        help_text=gettext_lazy("Để trống là cả năm, đến 31/12."),
    )
    due_at = MomentField(label=gettext_lazy("Hạn gửi"))

    def __init__(self, *args: Any, collection: Collection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = collection.periods.last()
        self.fields["year"].initial = last.year + 1 if last else timezone.localdate().year

    def column(self) -> Column:
        year = self.cleaned_data["year"]
        whole = date(year, 12, 31)
        until = self.cleaned_data.get("until") or whole
        label = _("Năm %d") % year
        if until != whole:
            label = f"{label} (Tính đến {until.day}/{until.month})"
        return Column(year, until, label, self.cleaned_data["due_at"])


class DueForm(forms.Form):
    due_at = MomentField(label=gettext_lazy("Hạn gửi"))
