from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from criteria.forms.fields import Line
from parindex.lib.numbers import NumberError, parse_percent
from plans.forms.words import year_field
from plans.models import Actual, TargetMeasure
from plans.periods import Period, Span
from plans.services.targets import Figure

if TYPE_CHECKING:
    ModelChoice = forms.ModelChoiceField[TargetMeasure]
else:
    ModelChoice = forms.ModelChoiceField


class MeasureChoice(ModelChoice):
    def label_from_instance(self, obj: Any) -> str:
        return obj.name or str(_("Chỉ tiêu này"))


class ActualForm(forms.Form):
    """The figure of one measure at the end of one period. A figure that stands is replaced."""

    measure = MeasureChoice(
        label=gettext_lazy("Thước đo"), queryset=TargetMeasure.objects.none(), empty_label=None
    )
    span = forms.ChoiceField(
        label=gettext_lazy("Kỳ"),
        choices=[(s.value, s.label) for s in reversed(Span)],
    )
    number = forms.IntegerField(
        label=gettext_lazy("Kỳ thứ"),
        min_value=1,
        max_value=12,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num"}),
        help_text=gettext_lazy("Tháng 1-12, quý 1-4, 6 tháng 1-2; cả năm là 1."),
    )
    year = year_field(label=gettext_lazy("Năm"))
    value = Line(
        label=gettext_lazy("Kết quả đạt được"),
        max_length=20,
        help_text=gettext_lazy(
            "Ví dụ 85,5. Chỉ tiêu tăng, giảm, duy trì: ghi mức thay đổi, giảm là số âm. Hoàn thành:"
            " 1 là xong, 0 là chưa."
        ),
    )
    note = Line(label=gettext_lazy("Ghi chú"), max_length=500, required=False)

    def __init__(self, data: Any = None, *, measures: Any, today: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["measure"].queryset = measures  # type: ignore[attr-defined]
        self.initial.setdefault("year", today.year)

    def clean_value(self) -> Any:
        try:
            value = parse_percent(self.cleaned_data["value"])
        except NumberError as error:
            raise forms.ValidationError(str(error)) from error
        if value.as_tuple().exponent < -4:  # type: ignore[operator]
            raise forms.ValidationError(_("Nhiều nhất 4 chữ số thập phân."))
        return value

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if {"span", "year", "number"} <= data.keys():
            try:
                data["period"] = Period(Span(data["span"]), data["year"], data["number"])
            except ValueError as error:
                self.add_error("number", str(error))
        return data

    def figure(self) -> Figure:
        """Against the figure that stands now: the page shows all of them above the form."""
        data = self.cleaned_data
        period = data["period"]
        known = Actual.objects.filter(
            measure=data["measure"], span=period.span, year=period.year, number=period.number
        ).first()
        return Figure(period, data["value"], data["note"], known.version if known else 0)
