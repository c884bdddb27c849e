"""Writing a confirmed workbook: every figure, or none."""

from datetime import datetime
from typing import BinaryIO, cast

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.errors import Conflict, Locked
from parindex.units.models import User, WorkbookUpload
from reports.models import StatisticsSheet
from reports.statistics.figures import typed_of
from reports.statistics.services.entering import Entered, value_enter
from reports.statistics.workbook import Plan, plan_of


class PlanChanged(Conflict):
    """Something changed since the dry run; ``plan`` is what would happen now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(_("Số liệu đã đổi từ lúc kiểm tra tệp. Hãy xem lại rồi xác nhận."))
        self.plan = plan


@transaction.atomic
def sheet_import(
    *, upload: WorkbookUpload, sheet: StatisticsSheet, seen: str, actor: User, at: datetime
) -> Plan:
    """``seen`` is the digest of the confirmed dry run.

    Raises Forbidden, Locked, WorkbookRefused (the file no longer fits), PlanChanged.
    """
    StatisticsSheet.objects.select_for_update().get(pk=sheet.pk)
    taken = WorkbookUpload.objects.filter(pk=upload.pk, applied_at=None).update(applied_at=at)
    if not taken:
        raise Locked(_("Tệp này đã được ghi. Muốn nhập tiếp, hãy tải tệp mới lên."))
    with upload.file.open("rb") as file:
        plan = plan_of(cast(BinaryIO, file), sheet)
    if plan.digest != seen:
        raise PlanChanged(plan)
    for change in plan.writes:
        typed = typed_of(change.indicator.kind, change.after)
        value_enter(
            sheet_id=sheet.pk,
            indicator=change.indicator,
            entered=Entered(typed, change.version),
            actor=actor,
            at=at,
        )
    transaction.on_commit(lambda: upload.file.delete(save=False))
    return plan
