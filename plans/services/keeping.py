"""How every row of a plan is written: under lock, against the version seen, with an event."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from criteria.services.drafts import Stale
from parindex.errors import Forbidden, Locked
from parindex.history.services import event_record
from parindex.units.models import User
from plans.access import may_plan
from plans.models import Plan

Row = TypeVar("Row", bound=models.Model)


def plan_to_write(plan_id: int, actor: User) -> Plan:
    """The plan under lock. Raises Forbidden, Locked (a state in which nothing may change)."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan_id)
    if not may_plan(actor, plan.unit):
        raise Forbidden(_("Bạn không sửa kế hoạch của đơn vị này."))
    if not plan.is_editable:
        raise Locked(
            _("Kế hoạch đang ở trạng thái “%(state)s” nên không sửa được nội dung.")
            % {"state": plan.workflow_state.label}
        )
    return plan


def check_version(row: Any, version: int) -> None:
    if row.version != version:
        raise Stale(row)


def row_keep(
    *, row: Any, version: int, values: Mapping[str, object], actor: User, action: str, plan: Plan
) -> bool:
    """Write what differs; False when nothing does. Raises Conflict (stale version)."""
    check_version(row, version)
    before = {name: getattr(row, name) for name in values}
    changed = {name: value for name, value in values.items() if before[name] != value}
    if not changed:
        return False
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    event_record(
        actor=actor,
        action=action,
        subject=row,
        scope=None if row == plan else plan,
        before={name: _word(before[name]) for name in changed},
        after={name: _word(value) for name, value in changed.items()},
    )
    return True


def next_position(rows: "models.QuerySet[Any, Any]") -> int:
    return int(rows.aggregate(last=models.Max("position"))["last"] or 0) + 1


def set_many(manager: Any, units: Iterable[models.Model]) -> None:
    """Replace what a many-to-many holds, writing only what differs."""
    manager.set(list(units))


def _word(value: object) -> object:
    """A row is written into the history by its name."""
    return str(value) if isinstance(value, models.Model) else value
