"""Writing a confirmed workbook: every figure, or none."""

from datetime import datetime

from django.db import transaction

from parindex.units.excel.uploads import PlanChanged, upload_taken
from parindex.units.models import User, WorkbookUpload
from reports.models import StatisticsSheet
from reports.statistics.figures import typed_of
from reports.statistics.services.entering import Entered, value_enter
from reports.statistics.workbook import Plan, plan_of


@transaction.atomic
def sheet_import(
    *, upload: WorkbookUpload, sheet: StatisticsSheet, seen: str, actor: User, at: datetime
) -> Plan:
    """``seen`` is the digest of the confirmed dry run.

    Raises Forbidden, Locked, WorkbookRefused (the file no longer fits), PlanChanged.
    """
    StatisticsSheet.objects.select_for_update().get(pk=sheet.pk)
    with upload_taken(upload=upload, at=at) as file:
        plan = plan_of(file, sheet)
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
    return plan
