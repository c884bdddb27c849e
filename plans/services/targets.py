"""Writes on targets: their words, measures, values by year, and the figures reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from criteria.models import Criterion
from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.services import actor_title, event_record
from parindex.lib.text import nfc
from parindex.units.models import User
from parindex.units.permissions import memberships_of
from plans.access import may_plan
from plans.goals import Comparator, Measure
from plans.measure_words import measure_words, value_words
from plans.models import Actual, Milestone, Plan, Target, TargetMeasure
from plans.offices import Offices, tidy_names
from plans.periods import Period
from plans.queries import criteria_of
from plans.services.keeping import (
    check_version,
    next_position,
    plan_to_write,
    row_keep,
    set_many,
)
from plans.workflow import IN_FORCE


@dataclass(frozen=True)
class MeasureWords:
    """One measure as typed; ``pk`` of the one it rewords."""

    kind: Measure
    comparator: Comparator
    goals: Mapping[int, Decimal] = field(default_factory=dict)
    label: str = ""
    level: str = ""
    unit_name: str = ""
    baseline_year: int | None = None
    baseline: Decimal | None = None
    step: Decimal | None = None
    last_year: int | None = None
    cap: Decimal | None = None
    pk: int | None = None


@dataclass(frozen=True)
class TargetWords:
    code: str
    text: str
    measures: Sequence[MeasureWords]
    field: str = ""
    lead: str = ""
    partners: str = ""
    criterion_id: int | None = None


@transaction.atomic
def target_keep(
    *,
    plan_id: int,
    actor: User,
    words: TargetWords,
    target_id: int | None = None,
    version: int = 0,
) -> Target:
    """A new target, or new words and measures for one.

    Raises Forbidden, Locked, Invalid (no words, no measure, percent over 100, a criterion of
    another set, measure with figures taken away), Conflict (stale version).
    """
    plan = plan_to_write(plan_id, actor)
    if errors := target_problems(plan, words, target_id):
        raise Invalid(errors)
    offices = Offices(plan.unit)
    columns = {
        "code": words.code,
        "text": nfc(words.text).strip(),
        "field": words.field,
        "criterion": _criterion(plan, words, target_id),
        "lead": words.lead,
        "lead_unit": offices.named(words.lead) if words.lead else None,
        "partners": tidy_names(words.partners),
    }
    if target_id is None:
        target = Target.objects.create(
            plan=plan, position=next_position(plan.targets.all()), **columns
        )
        action, before = "target.add", []
    else:
        target = Target.objects.select_for_update(of=("self",)).get(plan=plan, pk=target_id)
        action, before = "target.edit", _told(target)
        check_version(target, version)
    set_many(target.partner_units, offices.all_named(words.partners))
    _measures_keep(target, words.measures)
    after = _told(target)
    if target_id is not None:
        row_keep(row=target, version=version, values=columns, actor=actor, action=action, plan=plan)
    if after != before:
        if target_id is not None:
            target.version += 1
            target.save(update_fields=["version"])
        event_record(
            actor=actor,
            action=action,
            subject=target,
            scope=plan,
            before={"measures": before} if before else None,
            after={"measures": after},
        )
    return target


@transaction.atomic
def target_remove(*, target_id: int, actor: User, version: int) -> None:
    """Raises Forbidden, Locked (issued once, or it has figures), Conflict."""
    target = Target.objects.get(pk=target_id)
    plan = plan_to_write(target.plan_id, actor)
    if plan.versions.filter(lines__key=f"target-{target.pk}").exists():
        raise Locked(
            _("Chỉ tiêu %(code)s đã ban hành nên không xoá được; hãy sửa lời hoặc giá trị cần đạt.")
            % {"code": target.code}
        )
    if Actual.objects.filter(measure__target=target).exists():
        raise Locked(_("Chỉ tiêu này đã có kết quả thực hiện nên không xoá được."))
    if target.version != version:
        raise Conflict(_("Người khác vừa sửa chỉ tiêu này. Hãy xem lại trước khi xoá."))
    event_record(
        actor=actor,
        action="target.remove",
        subject=target,
        scope=plan,
        before={"text": target.text},
    )
    target.delete()


@dataclass(frozen=True)
class Figure:
    """What was reached by the end of a period; ``version`` of the figure it mends."""

    period: Period
    value: Decimal
    note: str = ""
    version: int = 0


def may_report(user: User, target: Target) -> bool:
    """Those who keep the plan, and everybody with a role in the office that leads the target."""
    if may_plan(user, target.plan.unit):
        return True
    return target.lead_unit_id is not None and any(
        m.unit_id == target.lead_unit_id for m in memberships_of(user)
    )


@transaction.atomic
def actual_keep(*, measure_id: int, actor: User, figure: Figure, today: date) -> Actual:
    """Raises Forbidden, Locked (the plan was never issued), Invalid (value, a period to come),
    Conflict (stale version)."""
    measure = (
        TargetMeasure.objects.select_for_update(of=("self",))
        .select_related("target__plan__unit")
        .get(pk=measure_id)
    )
    plan = measure.target.plan
    if not may_report(actor, measure.target):
        raise Forbidden(_("Kết quả do cơ quan chủ trì hoặc đơn vị lập kế hoạch nhập."))
    if plan.workflow_state not in IN_FORCE:
        raise Locked(_("Kế hoạch chưa ban hành nên chưa nhập kết quả thực hiện."))
    if problem := value_problem(measure, figure.value):
        raise Invalid({"value": problem})
    if figure.period.first_day > today:
        raise Invalid({"period": _("Kỳ này chưa đến.")})
    period = figure.period
    actual = Actual.objects.filter(
        measure=measure, span=period.span, year=period.year, number=period.number
    ).first()
    if (actual.version if actual else 0) != figure.version:
        raise Conflict(_("Người khác vừa nhập kết quả kỳ này. Hãy xem lại trước khi ghi."))
    before = value_words(measure, actual.value) if actual else ""
    if actual and (actual.value, actual.note) == (figure.value, figure.note):
        return actual
    actual = actual or Actual(
        measure=measure,
        span=period.span,
        year=period.year,
        number=period.number,
        day=period.last_day,
    )
    actual.value, actual.note = figure.value, nfc(figure.note).strip()
    actual.by, actual.by_name = actor, actor_title(actor)
    actual.version += 1
    actual.save()
    event_record(
        actor=actor,
        action="target.actual",
        subject=measure.target,
        scope=plan,
        before={period.label: before} if before else None,
        after={period.label: value_words(measure, figure.value)},
    )
    return actual


def value_problem(measure: TargetMeasure, value: Decimal) -> str:
    if measure.compared is Comparator.DONE:
        return "" if value in (0, 1) else _("Nhập 1 nếu đã hoàn thành, 0 nếu chưa.")
    if measure.compared.is_change:
        return ""
    if measure.measure is Measure.PERCENT and not 0 <= value <= 100:
        return _("Tỷ lệ phải từ 0 đến 100%.")
    return _("Giá trị không thể là số âm.") if value < 0 else ""


def target_problems(plan: Plan, words: TargetWords, target_id: int | None) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not words.code:
        errors["code"] = _("Hãy ghi số thứ tự của chỉ tiêu.")
    elif plan.targets.filter(code=words.code).exclude(pk=target_id or 0).exists():
        errors["code"] = _("Số thứ tự này đã có ở chỉ tiêu khác.")
    if not words.text.strip():
        errors["text"] = _("Hãy ghi nội dung chỉ tiêu.")
    if not words.lead:
        errors["lead"] = _("Hãy ghi cơ quan chủ trì chỉ tiêu này.")
    if not words.measures:
        errors["measures"] = _("Chỉ tiêu cần ít nhất một thước đo, để biết khi nào đạt.")
    if words.criterion_id and _criterion(plan, words, target_id) is None:
        errors["criterion_id"] = _("Hãy chọn tiêu chí trong bộ tiêu chí của kế hoạch.")
    for i, measure in enumerate(words.measures):
        errors |= {f"measures-{i}-{k}": v for k, v in measure_problems(measure).items()}
    return errors


def linkable_criteria(plan: Plan, target_id: int | None) -> list[Criterion]:
    """What the target may be linked to; a link made before stays possible."""
    found = list(criteria_of(plan))
    kept = Criterion.objects.filter(
        pk__in=plan.targets.filter(pk=target_id or 0).values("criterion")
    )
    return [*found, *kept.exclude(pk__in=[criterion.pk for criterion in found])]


def _criterion(plan: Plan, words: TargetWords, target_id: int | None) -> Criterion | None:
    allowed = {criterion.pk: criterion for criterion in linkable_criteria(plan, target_id)}
    return allowed.get(words.criterion_id) if words.criterion_id else None


def measure_problems(words: MeasureWords) -> dict[str, str]:
    """What is wrong with one measure, by the name of the input."""
    errors: dict[str, str] = {}
    if words.step is not None:
        errors |= _step_problems(words)
    elif not words.goals:
        errors["goals"] = _("Hãy ghi giá trị cần đạt theo năm, ví dụ 2025: 80; 2030: 100.")
    is_level = words.kind is Measure.PERCENT and not words.comparator.is_change
    if is_level and any(not 0 <= value <= 100 for value in words.goals.values()):
        errors["goals"] = _("Tỷ lệ cần đạt phải từ 0 đến 100%.")
    if is_level and words.baseline is not None and not 0 <= words.baseline <= 100:
        errors["baseline"] = _("Tỷ lệ năm gốc phải từ 0 đến 100%.")
    if is_level and words.cap is not None and not 0 <= words.cap <= 100:
        errors["cap"] = _("Tỷ lệ phải từ 0 đến 100%.")
    return errors


def _step_problems(words: MeasureWords) -> dict[str, str]:
    errors = {}
    if words.baseline is None:
        errors["baseline"] = _("Tăng theo từng năm thì cần giá trị năm gốc.")
    if words.baseline_year is None:
        errors["baseline_year"] = _("Hãy ghi năm gốc.")
    if words.last_year is None:
        errors["last_year"] = _("Hãy ghi tăng đến năm nào.")
    elif words.baseline_year is not None and words.last_year <= words.baseline_year:
        errors["last_year"] = _("Năm cuối phải sau năm gốc.")
    if words.kind is Measure.PERCENT and words.cap is None:
        errors["cap"] = _("Tỷ lệ tăng theo năm cần mức dừng, thường là 100.")
    return errors


def _measures_keep(target: Target, wanted: Sequence[MeasureWords]) -> None:
    kept = {words.pk for words in wanted if words.pk}
    for measure in target.measures.exclude(pk__in=kept):
        if measure.actuals.exists():
            raise Invalid({"measures": _("Thước đo đã có kết quả thực hiện nên không bỏ được.")})
        measure.delete()
    for position, words in enumerate(wanted, start=1):
        columns = {
            "position": position,
            "kind": words.kind.value,
            "comparator": words.comparator.value,
            **{name: getattr(words, name) for name in _PLAIN},
        }
        measure = _measure_keep(target, words.pk, columns)
        measure.milestones.exclude(year__in=words.goals).delete()
        for year, value in words.goals.items():
            Milestone.objects.update_or_create(
                measure=measure, year=year, defaults={"value": value}
            )


def _measure_keep(target: Target, pk: int | None, columns: dict[str, object]) -> TargetMeasure:
    """Of another target's key nothing is found, so it makes a new one."""
    measure = target.measures.filter(pk=pk).first() if pk else None
    measure = measure or TargetMeasure(target=target)
    for name, value in columns.items():
        setattr(measure, name, value)
    measure.save()
    return measure


_PLAIN = (
    *("label", "level", "unit_name", "baseline_year", "baseline", "step", "last_year", "cap"),
)


def _told(target: Target) -> list[str]:
    found = target.measures.prefetch_related("milestones")
    return [measure_words(measure) for measure in found]
