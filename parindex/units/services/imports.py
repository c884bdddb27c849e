"""Writing what a workbook brings: all of it or nothing, through the same services as the pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from parindex.history.services import event_record
from parindex.units.excel.changes import Change, Plan
from parindex.units.excel.planning import plan_of
from parindex.units.excel.uploads import PlanChanged, upload_taken
from parindex.units.models import Unit, User, WorkbookUpload
from parindex.units.services.people import NewPassword, NewPerson, person_create, person_edit
from parindex.units.services.roles import role_give
from parindex.units.services.units import EDITABLE, Description, unit_create, unit_edit, unit_end


@dataclass(frozen=True)
class Applied:
    plan: Plan
    passwords: list[NewPassword]
    """Of new accounts; they are nowhere else."""


@transaction.atomic
def import_apply(*, upload: WorkbookUpload, seen: str, actor: User, at: datetime) -> Applied:
    """``seen`` is the digest of the dry run that was confirmed.

    Raises WorkbookRefused (the file no longer fits), PlanChanged, Locked (applied meanwhile).
    """
    with upload_taken(upload=upload, at=at) as file:
        plan = plan_of(file, actor)
    if plan.digest != seen:
        changed = _("Dữ liệu trên cổng đã đổi từ lúc kiểm tra tệp. Hãy xem lại rồi xác nhận.")
        raise PlanChanged(plan, changed)
    reason = _("Nhập từ tệp Excel %s") % upload.name
    _write_units(plan, actor, reason)
    units = {unit.code.upper(): unit for unit in Unit.objects.all()}
    passwords = _write_people(plan, units, actor, reason)
    _write_roles(plan, units, actor, reason)
    event_record(
        actor=actor,
        action="units.import",
        subject=upload,
        after={
            "units": _written(plan.units),
            "people": _written(plan.people),
            "roles": _written(plan.roles),
        },
        reason=reason,
    )
    return Applied(plan, passwords)


def _write_units(plan: Plan, actor: User, reason: str) -> None:
    made: list[tuple[Unit, Change]] = []
    for change in plan.units:
        described = Description(**{name: change.values[name] for name in EDITABLE})
        if change.kind == "new":
            above = change.values["parent"]
            parent = Unit.objects.get(code__iexact=above) if above else None
            unit = unit_create(code=change.key, parent=parent, described=described, actor=actor)
            made.append((unit, change))
        elif change.kind == "changed":
            unit = Unit.objects.get(code=change.key)
            version = change.values["version"]
            unit_edit(unit=unit, described=described, version=version, actor=actor, reason=reason)
    for unit, change in made:  # cấp dưới lập xong rồi mới đóng cấp trên
        if end := change.values["valid_to"]:
            unit_end(unit, on=end, reason=reason, actor=actor)


def _write_people(
    plan: Plan, units: Mapping[str, Unit], actor: User, reason: str
) -> list[NewPassword]:
    passwords = []
    for change in plan.people:
        values: dict[str, Any] = change.values
        unit = units[values["unit"]]
        new = NewPerson(change.key, values["full_name"], values["job_title"])
        if change.kind == "new":
            passwords.append(person_create(unit=unit, new=new, role="", actor=actor))
        elif change.kind == "changed":
            person = User.objects.get(username__iexact=change.key)
            person_edit(person=person, unit=unit, new=new, actor=actor, reason=reason)
    return passwords


def _write_roles(plan: Plan, units: Mapping[str, Unit], actor: User, reason: str) -> None:
    given = [change for change in plan.roles if change.kind == "new"]
    named = User.objects.annotate(lowered=Lower("username")).filter(
        lowered__in={change.key for change in given}
    )
    people = {person.username.lower(): person for person in named}
    for change in given:
        role_give(
            person=people[change.key],
            role=change.values["role"],
            unit=units[change.values["unit"]],
            actor=actor,
            reason=reason,
        )


def _written(changes: Sequence[Change]) -> dict[str, int]:
    return {
        kind: sum(change.kind == kind for change in changes) for kind in ("new", "changed", "same")
    }
