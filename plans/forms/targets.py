from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from criteria.forms.fields import Line, PointsInput, Text
from criteria.models import Criterion
from plans.forms.tasks import FIELD_CHOICES, office_line
from plans.forms.words import year_field
from plans.goals import Comparator, GoalsError, Measure, goals_text, read_goals
from plans.models import Level, Target, TargetMeasure
from plans.services.targets import MeasureWords, TargetWords

BLANK = 1
"""Blank measures offered below those that are there."""
_MEANT_BY_YEAR = {Comparator.KEEP: Decimal(0), Comparator.DONE: Decimal(1)}


class TargetForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    code = Line(
        label=_("Số thứ tự"),
        max_length=10,
        error_messages={"required": _("Hãy ghi số thứ tự của chỉ tiêu.")},
    )
    text = Text(
        label=_("Nội dung chỉ tiêu"),
        rows=4,
        max_length=4000,
        error_messages={"required": _("Hãy ghi nội dung chỉ tiêu.")},
    )
    lead = office_line(
        label=_("Cơ quan chủ trì"),
        max_length=300,
        required=True,
        error_messages={"required": _("Hãy ghi cơ quan chủ trì chỉ tiêu này.")},
    )
    partners = office_line(
        label=_("Cơ quan phối hợp"),
        max_length=600,
        help_text=_("Nhiều cơ quan cách nhau bằng dấu chấm phẩy."),
    )
    field = forms.ChoiceField(label=_("Lĩnh vực"), choices=FIELD_CHOICES, required=False)
    criterion_id = forms.TypedChoiceField(
        label=_("Tiêu chí liên quan"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, criteria: Sequence[Criterion] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not criteria:
            del self.fields["criterion_id"]
            return
        choices = [("", _("– Không –")), *((found.pk, str(found)) for found in criteria)]
        self.fields["criterion_id"].choices = choices  # type: ignore[attr-defined]

    @classmethod
    def of(cls, target: Target, criteria: Sequence[Criterion]) -> "TargetForm":
        initial = {name: getattr(target, name) for name in cls.base_fields}
        return cls(initial=initial, criteria=criteria)

    def words(self, measures: list[MeasureWords]) -> TargetWords:
        names = ("code", "text", "lead", "partners", "field")
        return TargetWords(
            **{n: self.cleaned_data[n] for n in names},
            measures=measures,
            criterion_id=self.cleaned_data.get("criterion_id"),
        )


class MeasureForm(forms.Form):
    """One measure. Left blank it is none."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("Đại lượng"),
        choices=[("", _("– Không dùng –")), *((m.value, m.label) for m in Measure)],
        required=False,
    )
    comparator = forms.ChoiceField(
        label=_("Yêu cầu"), choices=[(c.value, c.label) for c in Comparator], required=False
    )
    goals = Line(
        label=_("Giá trị cần đạt theo năm"),
        required=False,
        max_length=300,
        help_text=_(
            "Ví dụ 2025: 80; 2030: 100. Tăng, giảm: ghi mức tăng, giảm. Duy trì, hoàn thành: chỉ"
            " ghi năm."
        ),
    )
    label = Line(
        label=_("Nội dung đo"),
        max_length=300,
        required=False,
        help_text=_("Bỏ trống nếu chỉ đo một thứ."),
    )
    level = forms.ChoiceField(label=_("Cấp"), choices=Level.choices, required=False)
    unit_name = Line(
        label=_("Đơn vị tính"),
        max_length=40,
        required=False,
        help_text=_("Chỉ với số lượng, ví dụ: xã."),
    )
    baseline_year = year_field(label=_("Năm gốc"), required=False)
    baseline = PointsInput(label=_("Giá trị năm gốc"), positive=False, required=False)
    step = PointsInput(
        label=_("Tăng mỗi năm"),
        positive=True,
        required=False,
        help_text=_("Ghi khi mỗi năm tăng đều; cổng tính giá trị từng năm."),
    )
    last_year = year_field(label=_("Tăng đến năm"), required=False)
    cap = PointsInput(label=_("Không quá"), positive=False, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("kind"):
            if data.get("goals") or data.get("label") or data.get("step"):
                self.add_error("kind", _("Hãy chọn đại lượng của thước đo."))
            return data
        meant = _MEANT_BY_YEAR.get(Comparator(data.get("comparator") or "at_least"))
        try:
            data["read"] = read_goals(data.get("goals") or "", without_value=meant)
        except GoalsError as error:
            self.add_error("goals", str(error))
        return data

    def words(self) -> MeasureWords | None:
        data = self.cleaned_data
        if not data.get("kind"):
            return None
        plain = ("label", "level", "unit_name", "baseline_year", "baseline", "step", "last_year")
        return MeasureWords(
            kind=Measure(data["kind"]),
            comparator=Comparator(data["comparator"] or "at_least"),
            goals=data["read"],
            cap=data["cap"],
            pk=data["pk"],
            **{name: data[name] for name in plain},
        )

    @staticmethod
    def initial_of(measure: TargetMeasure) -> dict[str, object]:
        names = [n for n in MeasureForm.base_fields if n != "goals"]
        goals = {m.year: m.value for m in measure.milestones.all()}
        return {**{n: getattr(measure, n) for n in names}, "goals": goals_text(goals)}


MeasureForms = formset_factory(MeasureForm, extra=BLANK, max_num=12, validate_max=True)


def measure_forms(data: Any = None, target: Target | None = None) -> Any:
    measures = target.measures.prefetch_related("milestones") if target else []
    initial = [MeasureForm.initial_of(measure) for measure in measures]
    return MeasureForms(data, prefix="measures", initial=initial)
