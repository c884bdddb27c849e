"""Writes a task table from a workbook: all rows, or none."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.history.services import event_record
from parindex.units.excel.uploads import PlanChanged, upload_taken
from parindex.units.models import User, WorkbookUpload
from plans.excel.planning import TablePlan, plan_of
from plans.services.keeping import plan_to_write
from plans.services.tasks import task_add, task_decide


@transaction.atomic
def tasks_import(
    *, upload: WorkbookUpload, plan_id: int, seen: str, actor: User, at: datetime
) -> TablePlan:
    """``seen`` is the digest of the confirmed dry run.

    Raises Forbidden, Locked (state, applied already), WorkbookRefused, PlanChanged.
    """
    plan = plan_to_write(plan_id, actor)
    with upload_taken(upload=upload, at=at) as file:
        table = plan_of(file, plan)
    if table.digest != seen:
        changed = _("Bảng nhiệm vụ đã đổi từ lúc kiểm tra tệp. Hãy xem lại rồi xác nhận.")
        raise PlanChanged(table, changed)
    for change in table.changes:
        if change.stored is None:
            task_add(plan_id=plan.pk, actor=actor, words=change.words)
        elif change.kind == "changed":
            task_decide(
                task_id=change.stored.pk,
                actor=actor,
                version=change.stored.version,
                words=change.words,
            )
    event_record(
        actor=actor,
        action="task.import",
        subject=plan,
        after={kind: len(table.of_kind(kind)) for kind in ("new", "changed", "same")},
        reason=_("Nhập từ tệp Excel %s") % upload.name,
    )
    return table
