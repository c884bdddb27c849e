"""Agreeing to many entries at once: one sheet's, or one criterion's across all units.

Leaves exactly what agreeing to each by itself would leave, in a fixed number of statements.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from assessments import access
from assessments.deadlines import lock_reasons
from assessments.models import Campaign, Decision, Entry, FieldSheet, InternalNote
from assessments.models.sheets import EntryQuerySet
from assessments.services.appraising import Opinion, opinion_apply
from assessments.services.opinions import Applied, opinions_save
from assessments.workflow import APPRAISAL_STATES, Phase
from criteria.models import Criterion
from parindex.errors import Locked
from parindex.history.services import Fact
from parindex.units.models import User


def sheet_agree(*, sheet: FieldSheet, actor: User, at: datetime) -> int:
    """Agree to every entry of the sheet that this person may judge and that has no opinion yet.

    Returns how many. Raises Locked when the time is over.
    """
    return _agree(Entry.objects.get_queryset().filter(sheet=sheet.pk), actor, at)


def criterion_agree(*, campaign: Campaign, criterion: Criterion, actor: User, at: datetime) -> int:
    """The same for one criterion across all units of the campaign.

    Returns how many. Raises Locked when the time is over for all of them.
    """
    entries = Entry.objects.get_queryset().filter(
        assessment__campaign=campaign.pk, criterion=criterion.pk
    )
    return _agree(entries, actor, at)


@transaction.atomic
def _agree(entries: EntryQuerySet, actor: User, at: datetime) -> int:
    wanted = _waiting(entries)
    sheets = _locked_sheets(wanted)
    mine = _in_time(_own(wanted, sheets, actor), at)
    if not mine:
        return 0
    applied = [
        Applied(entry, fact) for entry in mine if (fact := _agreed(entry, actor, at)) is not None
    ]
    opinions_save(applied, decision=Decision.AGREE, actor=actor, at=at)
    return len(mine)


def _agreed(entry: Entry, actor: User, at: datetime) -> Fact | None:
    opinion = Opinion(Decision.AGREE, version=entry.appraisal_version)
    return opinion_apply(entry, opinion, actor=actor, at=at)


def _waiting(entries: EntryQuerySet) -> EntryQuerySet:
    """Without an opinion or a remark among ourselves, and with something to agree to: a score, or
    that it did not arise."""
    noted = InternalNote.objects.filter(entry=OuterRef("pk"))
    return (
        entries.filter(
            ~Exists(noted),
            appraised_score=None,
            return_reason="",
            sheet__state__in=APPRAISAL_STATES,
        )
        .exclude(self_score=None, not_applicable=False)
        .exclude(not_applicable=True, is_absence_agreed=True)
    )


def _locked_sheets(entries: EntryQuerySet) -> dict[int, FieldSheet]:
    """Sheets first and in one order, as every other writer locks them."""
    rows = (
        FieldSheet.objects.select_for_update(of=("self",))
        .filter(pk__in=entries.values("sheet"))
        .select_related("criterion", "assessment__unit")
        .select_related("assessment__campaign__organiser", "assessment__campaign__standing_office")
        .order_by("pk")
    )
    return {sheet.pk: sheet for sheet in rows}


def _own(entries: EntryQuerySet, sheets: dict[int, FieldSheet], actor: User) -> list[Entry]:
    """Read again under the lock: what this person may judge now."""
    rows = (
        entries.filter(sheet__in=sheets)
        .with_office()
        .select_for_update(of=("self",))
        .select_related("criterion__set")
        .order_by("pk")
    )
    found = []
    for entry in rows:
        entry.sheet = sheets[entry.sheet_id]
        entry.assessment = entry.sheet.assessment
        if not entry.criterion.is_office_scored and access.may_appraise_entry(actor, entry):
            found.append(entry)
    return found


def _in_time(entries: list[Entry], at: datetime) -> list[Entry]:
    """Those whose unit's time is not over. Raises Locked when that leaves none of several."""
    reasons = lock_reasons([entry.assessment for entry in entries], Phase.APPRAISAL, at)
    open_ = [entry for entry in entries if not reasons[entry.assessment_id]]
    if entries and not open_:
        raise Locked(reasons[entries[0].assessment_id])
    return open_
