"""Forms of who puts a report together."""

from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.forms import MomentField
from parindex.units.models import Unit, User
from plans.periods import Period, Span
from reports.models import SPANS, Collection, Outline, Report
from reports.narrative.access import units_collected
from reports.narrative.services.collecting import Asked, Given, office_choices

OWN, LEFT_OUT = "", "x"
DUE_TIME = time(17, 0)


class ReportForm(forms.Form):
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Đơn vị báo cáo"), queryset=Unit.objects.none()
    )
    outline = forms.ModelChoiceField(
        label=gettext_lazy("Đề cương"), queryset=Outline.objects.order_by("code")
    )
    period = forms.ChoiceField(label=gettext_lazy("Kỳ"))
    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2000, max_value=2100)
    due_at = MomentField(
        label=gettext_lazy("Hạn các cơ quan gửi phần của mình"),
        required=False,
        help_text=gettext_lazy("Để trống là 17 giờ ngày 15 tháng cuối kỳ."),
    )
    statistics = forms.ModelChoiceField(
        label=gettext_lazy("Phụ lục số liệu"),
        queryset=Collection.objects.none(),
        required=False,
        help_text=gettext_lazy("Bộ số liệu thống kê của đơn vị, in kèm báo cáo."),
    )

    def __init__(self, *args: Any, user: User, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_collected(user)
        _choose(self, "unit", units)
        _choose(self, "statistics", Collection.objects.filter(organiser__in=units))
        cast(forms.ChoiceField, self.fields["period"]).choices = period_choices()
        today = timezone.localdate(at)
        self.fields["year"].initial = today.year
        self.fields["period"].initial = f"{Span.QUARTER}-{(today.month - 1) // 3 + 1}"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        statistics, unit = given.get("statistics"), given.get("unit")
        if statistics and unit and statistics.organiser_id != unit.pk:
            self.add_error("statistics", _("Bộ số liệu này của %s.") % statistics.organiser.title)
        return given

    def asked(self) -> Asked:
        given = self.cleaned_data
        span, number = given["period"].split("-")
        period = Period(Span(span), given["year"], int(number))
        return Asked(
            unit=given["unit"],
            outline=given["outline"],
            period=period,
            due_at=given["due_at"] or _moment(period.report_due()),
            statistics=given["statistics"],
        )


def _choose(form: forms.Form, name: str, rows: "QuerySet[Any, Any]") -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
    field.queryset = rows


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, DUE_TIME))


def period_choices() -> list[tuple[str, str]]:
    """Quý I … Quý IV, 6 tháng đầu năm, 6 tháng cuối năm, Năm."""
    year = 2000
    found = []
    for span in SPANS:
        for number in range(1, 12 // span.months + 1):
            label = Period(span, year, number).label.replace(f"/{year}", "")
            label = label.removesuffix(f" {year}") if span is not Span.YEAR else _("cả năm")
            found.append((f"{span.value}-{number}", label[:1].upper() + label[1:]))
    return found


class TermsForm(forms.Form):
    """What may still change while the report is written."""

    due_at = MomentField(label=gettext_lazy("Hạn các cơ quan gửi phần của mình"))
    statistics = forms.ModelChoiceField(
        label=gettext_lazy("Phụ lục số liệu"),
        queryset=Collection.objects.none(),
        required=False,
        help_text=gettext_lazy("In kèm báo cáo; số liệu trong bộ này chèn được vào lời."),
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["due_at"] = timezone.localtime(report.due_at)
        self.initial["statistics"] = report.statistics_id
        _choose(self, "statistics", Collection.objects.filter(organiser=report.unit))


def given_of(report: Report, posted: QueryDict) -> dict[int, Given]:
    """Sections that the form shows → who writes them; what is no office of the unit is dropped."""
    offices = {str(unit.pk): unit for unit in office_choices(report)}
    found = {}
    for section in report.sections.filter(is_written=True):
        value = posted.get(f"muc-{section.pk}")
        if value == LEFT_OUT:
            found[section.pk] = Given(is_left_out=True)
        elif value == OWN or value in offices:
            found[section.pk] = Given(offices.get(value or ""))
    return found
