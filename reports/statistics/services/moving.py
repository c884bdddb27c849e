"""Sending a sheet of figures, taking it back, receiving it, returning it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.errors import Invalid
from parindex.units.models import User
from reports.handing import Verb
from reports.handing_in import Move, handed_move
from reports.models import Indicator, StatisticsSheet
from reports.statistics.checking import Finding, checks_of, findings
from reports.statistics.reading import sheet_figures


class Unfinished(Invalid):
    """Not sent: figures contradict each other, or are missing and nobody said that they are."""

    def __init__(self, missing: Sequence[Indicator], wrong: Sequence[Finding]) -> None:
        message = (
            _("Còn %(count)d số liệu không khớp nhau; hãy sửa trước khi gửi.")
            if wrong
            else _("Còn %(count)d chỉ tiêu chưa có số liệu.")
        )
        super().__init__({"sheet": message % {"count": len(wrong) or len(missing)}})
        self.missing = list(missing)
        self.wrong = list(wrong)


@transaction.atomic
def sheet_move(
    *,
    sheet: StatisticsSheet,
    verb: Verb,
    actor: User,
    at: datetime,
    reason: str = "",
    until: datetime | None = None,
    without_missing: bool = False,
) -> StatisticsSheet:
    """``until``: a new day for what is returned; ``without_missing``: empty rows are meant.

    Raises Forbidden, Locked, Conflict, Invalid (no reason), Unfinished.
    """
    StatisticsSheet.objects.select_for_update().get(pk=sheet.pk)
    move = Move(
        verb=verb,
        actor=actor,
        at=at,
        sender=sheet.unit,
        receiver=sheet.receiver,
        deadline=sheet.deadline,
        reason=reason,
        until=until,
    )
    handed_move(sheet, move, action="statistics")
    if verb is Verb.SEND:
        _check_finished(sheet, without_missing=without_missing)
    return sheet


def _check_finished(sheet: StatisticsSheet, *, without_missing: bool) -> None:
    """After the move, so that who may not send learns nothing; the transaction undoes it."""
    asked, figures = sheet_figures(sheet)
    found = findings(checks_of(sheet.period.collection.set_id), figures)
    wrong = [finding for finding in found if finding.is_blocking]
    missing = [row for row in asked if row.pk not in figures]
    if wrong or (missing and not without_missing):
        raise Unfinished(missing, wrong)
