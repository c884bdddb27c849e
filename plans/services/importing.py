"""Writes a task table from a workbook: all rows, or none."""

from datetime import datetime
from typing import BinaryIO, cast

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.errors import Conflict, Locked
from parindex.history.services import event_record
from parindex.units.models import User, WorkbookUpload
from plans.excel.planning import TablePlan, plan_of
from plans.services.keeping import plan_to_write
from plans.services.tasks import task_add, task_decide


class TableChanged(Conflict):
    """Something changed since the dry run; ``table`` is what would happen now."""

    def __init__(self, table: TablePlan) -> None:
        super().__init__(_("Bảng nhiệm vụ đã đổi từ lúc kiểm tra tệp. Hãy xem lại rồi xác nhận."))
        self.table = table


@transaction.atomic
def tasks_import(
    *, upload: WorkbookUpload, plan_id: int, seen: str, actor: User, at: datetime
) -> TablePlan:
    """``seen`` is the digest of the confirmed dry run.

    Raises Forbidden, Locked (state, applied already), WorkbookRefused, TableChanged.
    """
    plan = plan_to_write(plan_id, actor)
    taken = WorkbookUpload.objects.filter(pk=upload.pk, applied_at=None).update(applied_at=at)
    if not taken:
        raise Locked(_("Tệp này đã được ghi. Muốn nhập tiếp, hãy tải tệp mới lên."))
    with upload.file.open("rb") as file:
        table = plan_of(cast(BinaryIO, file), plan)
    if table.digest != seen:
        raise TableChanged(table)
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
    transaction.on_commit(lambda: upload.file.delete(save=False))
    return table
