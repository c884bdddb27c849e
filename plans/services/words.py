"""Writes on a plan's own words: begin one, reword it, its sections and duties, discard a draft."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.services import event_record
from parindex.units.models import Unit, User
from plans.access import may_plan
from plans.models import Duty, Plan, PlanKind, Section
from plans.offices import Offices
from plans.opening_words import closing, recipients
from plans.services.keeping import check_version, next_position, plan_to_write, row_keep
from plans.workflow import IN_FORCE

FIRST_YEAR, LAST_YEAR = 2000, 2100


@transaction.atomic
def plan_create(
    *,
    unit: Unit,
    actor: User,
    kind: str,
    year: int,
    title: str,
    until_year: int | None = None,
    follows: Plan | None = None,
) -> Plan:
    """An empty draft. Raises Forbidden, Invalid (years, no title)."""
    if not may_plan(actor, unit):
        raise Forbidden(_("Bạn không lập kế hoạch cho đơn vị này."))
    _check({"year": year, "until_year": until_year, "title": title, "kind": kind})
    plan = Plan.objects.create(
        unit=unit,
        kind=kind,
        year=year,
        until_year=until_year,
        title=title,
        follows=follows,
        closing=closing(unit),
        recipients=recipients(unit),
        created_by=actor,
    )
    event_record(actor=actor, action="plan.create", subject=plan, after={"kind": kind})
    return plan


@transaction.atomic
def plan_describe(*, plan_id: int, actor: User, version: int, values: Mapping[str, object]) -> Plan:
    """Reword head and foot. Raises Forbidden, Locked, Invalid, Conflict (stale version)."""
    plan = plan_to_write(plan_id, actor)
    _check({**{name: getattr(plan, name) for name in ("year", "title", "kind")}, **values})
    if plan.versions.exists() and values.get("year", plan.year) != plan.year:
        raise Invalid({"year": _("Kế hoạch đã ban hành thì không đổi năm.")})
    row_keep(
        row=plan, version=version, values=values, actor=actor, action="plan.describe", plan=plan
    )
    return plan


@transaction.atomic
def plan_discard(*, plan_id: int, actor: User, version: int) -> None:
    """Delete a draft with all its parts. Raises Forbidden, Locked (issued once), Conflict."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan_id)
    if not may_plan(actor, plan.unit):
        raise Forbidden(_("Bạn không xoá kế hoạch của đơn vị này."))
    if plan.workflow_state not in IN_FORCE and not plan.is_editable:
        raise Locked(_("Kế hoạch đang trình nên chưa xoá được. Hãy rút lại trước."))
    if plan.workflow_state not in IN_FORCE:
        check_version(plan, version)
    title, key = plan.title, plan.pk
    plan.delete()
    plan.pk = key
    event_record(actor=actor, action="plan.discard", subject=plan, before={"title": title})


@transaction.atomic
def section_keep(
    *,
    plan_id: int,
    actor: User,
    values: Mapping[str, object],
    section_id: int | None = None,
    version: int = 0,
) -> Section:
    """A new section at the end, or new words for one.

    Raises Forbidden, Locked, Invalid, Conflict (stale version).
    """
    plan = plan_to_write(plan_id, actor)
    if not values.get("heading"):
        raise Invalid({"heading": _("Hãy ghi tiêu đề của phần.")})
    kept: Section = _part_keep(plan, Section, section_id, version, values, actor)
    return kept


@transaction.atomic
def duty_keep(
    *,
    plan_id: int,
    actor: User,
    values: Mapping[str, object],
    duty_id: int | None = None,
    version: int = 0,
) -> Duty:
    """Who does what. Raises Forbidden, Locked, Invalid (nobody named, nothing said), Conflict."""
    plan = plan_to_write(plan_id, actor)
    errors = {}
    if not values.get("office"):
        errors["office"] = _("Hãy ghi cơ quan, cá nhân được giao.")
    if not values.get("text"):
        errors["text"] = _("Hãy ghi nhiệm vụ được giao.")
    if errors:
        raise Invalid(errors)
    office = Offices(plan.unit).named(str(values["office"]))
    given = {**values, "office_unit": office}
    kept: Duty = _part_keep(plan, Duty, duty_id, version, given, actor)
    return kept


@transaction.atomic
def part_remove(*, part: Section | Duty, actor: User, version: int) -> None:
    """Raises Forbidden, Locked, Conflict."""
    plan = plan_to_write(part.plan_id, actor)
    found = type(part).objects.select_for_update().filter(pk=part.pk, version=version).first()
    if found is None:
        raise Conflict(_("Người khác vừa sửa phần này. Hãy xem lại trước khi xoá."))
    event_record(
        actor=actor,
        action="plan.part_remove",
        subject=found,
        scope=plan,
        before={"name": str(found), "text": found.text},
    )
    found.delete()


def _part_keep(
    plan: Plan,
    model: Any,
    key: int | None,
    version: int,
    values: Mapping[str, object],
    actor: User,
) -> Any:
    if key is None:
        rows = model.objects.filter(plan=plan)
        position = values.get("position") or next_position(rows)
        made = model.objects.create(plan=plan, **{**values, "position": position})
        event_record(
            actor=actor,
            action="plan.part_add",
            subject=made,
            scope=plan,
            after={"name": str(made)},
        )
        return made
    row = model.objects.select_for_update().get(plan=plan, pk=key)
    kept = {name: value for name, value in values.items() if name != "position" or value}
    row_keep(row=row, version=version, values=kept, actor=actor, action="plan.part_edit", plan=plan)
    return row


def _check(values: Mapping[str, Any]) -> None:
    errors = {}
    if not values["title"]:
        errors["title"] = _("Hãy ghi trích yếu của kế hoạch.")
    if values["kind"] not in PlanKind.values:
        errors["kind"] = _("Hãy chọn loại kế hoạch.")
    if not FIRST_YEAR <= values["year"] <= LAST_YEAR:
        errors["year"] = _("Năm gồm bốn chữ số, ví dụ 2026.")
    until = values.get("until_year")
    if until is not None and not values["year"] <= until <= LAST_YEAR:
        errors["until_year"] = _("Năm kết thúc không thể trước năm bắt đầu.")
    if errors:
        raise Invalid(errors)
