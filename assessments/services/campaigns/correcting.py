"""Correcting published results: lines are prepared, then published together with a decision."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from django.db import transaction
from django.db.models import F, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import (
    Appraisal,
    Assessment,
    Campaign,
    CorrectedEntry,
    Correction,
    Decision,
    Entry,
    FieldSheet,
    ResultVersion,
    Source,
)
from assessments.sealing import seal
from assessments.services.appraising import read_score
from assessments.services.campaigns.guards import locked_campaign, stated_reason
from assessments.services.campaigns.versions import versions_freeze
from assessments.tasks import campaign_recompute
from assessments.telling import campaign_told
from assessments.totals import recompute
from parindex.errors import Conflict, Invalid, Locked
from parindex.history.services import actor_title, event_record
from parindex.lib.dates import format_date
from parindex.lib.text import nfc
from parindex.units.models import User


@dataclass(frozen=True)
class Line:
    """What stands instead of a published score, as typed."""

    unit: int
    criterion: int
    score: str
    cause: str


@transaction.atomic
def correction_line(*, campaign: Campaign, line: Line, actor: User) -> CorrectedEntry:
    """Prepare the correction of one score; a second line on the same entry replaces the first.

    Raises Forbidden, Locked (not published here), Invalid (entry, score, cause).
    """
    locked = locked_campaign(campaign, actor)
    _check_published(locked)
    entry = _entry_of(locked, line)
    score, cause = _read(entry, line)
    draft, _made = Correction.objects.get_or_create(campaign=locked, published_at=None)
    kept, _made = CorrectedEntry.objects.update_or_create(
        correction=draft,
        entry=entry,
        defaults={
            "score_before": entry.final_score,
            "cause_before": entry.cause,
            "score": score,
            "cause": cause,
            "by": actor,
            "by_name": actor_title(actor),
        },
    )
    event_record(
        actor=actor,
        action="correction.line",
        subject=entry,
        scope=locked,
        before={"score": kept.score_before, "cause": kept.cause_before},
        after={"score": score, "cause": cause},
    )
    return kept


@transaction.atomic
def correction_drop(*, line: CorrectedEntry, actor: User) -> None:
    """Take a prepared line back. Raises Forbidden, Locked (published already)."""
    campaign = locked_campaign(line.correction.campaign, actor)
    if CorrectedEntry.objects.filter(pk=line.pk, correction__published_at=None).delete()[0] == 0:
        raise Locked(_("Lần đính chính này đã công bố nên không bỏ được dòng nào."))
    event_record(
        actor=actor,
        action="correction.drop",
        subject=line.entry,
        scope=campaign,
        before={"score": line.score, "cause": line.cause},
    )


@transaction.atomic
def correction_publish(
    *,
    campaign: Campaign,
    number: str,
    signed_on: date,
    reason: str,
    actor: User,
    at: datetime,
) -> Correction:
    """The prepared lines take effect with their decision, as a new version of everybody's figures;
    the old version stays.

    Raises Forbidden, Locked (nothing prepared), Invalid, Conflict (a score changed since it was
    prepared).
    """
    locked = locked_campaign(campaign, actor)
    _check_published(locked)
    draft = Correction.objects.filter(campaign=locked, published_at=None).first()
    lines = list(_lines(draft)) if draft else []
    if draft is None or not lines:
        raise Locked(_("Chưa có mục nào để đính chính."))
    reason = stated_reason(reason)
    if not number.strip():
        raise Invalid({"number": _("Hãy nhập số quyết định đính chính, ví dụ 02/QĐ-UBND.")})
    if locked.decision_date and signed_on < locked.decision_date:
        raise Invalid(
            {
                "signed_on": _("Ngày quyết định phải từ ngày công bố (%(date)s) trở đi.")
                % {"date": format_date(locked.decision_date)}
            }
        )
    if not ResultVersion.objects.filter(assessment__campaign=locked).exists():
        versions_freeze(locked, at=locked.published_at or at)
    for line in lines:
        _apply(line, actor)
    _seal_again(lines, actor, at)
    draft.number = (locked.corrections.aggregate(last=Max("number"))["last"] or 0) + 1
    draft.decision_number, draft.decision_date = number.strip(), signed_on
    draft.reason, draft.published_at = reason, at
    draft.published_by_name = actor_title(actor)
    draft.save()
    touched = {line.entry.assessment_id for line in lines}
    Assessment.objects.filter(pk__in=touched).update(revision=F("revision") + 1)
    recompute(locked, at=at)
    versions_freeze(locked, at=at, correction=draft)
    for later in locked.following.values_list("pk", flat=True):
        transaction.on_commit(partial(campaign_recompute.delay, later))
    event_record(
        actor=actor,
        action="correction.publish",
        subject=draft,
        scope=locked,
        before={_key(line): str(line.score_before) for line in lines},
        after={_key(line): str(line.score) for line in lines},
        reason=reason,
    )
    campaign_told(
        locked,
        title=_("Đính chính lần %(number)d kết quả %(campaign)s")
        % {"number": draft.number, "campaign": locked},
        body=_("Quyết định số %(number)s ngày %(date)s: %(reason)s")
        % {
            "number": draft.decision_number,
            "date": format_date(signed_on),
            "reason": reason,
        },
        url=reverse("ranking", args=[locked.code]),
    )
    return draft


def _check_published(campaign: Campaign) -> None:
    if campaign.source != Source.SCORED:
        raise Locked(_("Kết quả ghi từ văn bản được sửa ở trang Kết quả năm trước."))
    if not campaign.is_published:
        raise Locked(_("Chỉ đính chính kết quả đã công bố."))


def _entry_of(campaign: Campaign, line: Line) -> Entry:
    entry = (
        Entry.objects.get_queryset()
        .filter(
            assessment__campaign=campaign,
            assessment__unit=line.unit,
            assessment__withdrawn_at=None,
            criterion=line.criterion,
        )
        .select_related("criterion__set", "assessment__unit", "sheet")
        .first()
    )
    if entry is None:
        raise Invalid({"criterion": _("Đơn vị không có mục này trong đợt.")})
    if not entry.is_counted or entry.final_score is None:
        raise Invalid({"criterion": _("Mục này không tính vào điểm nên không đính chính được.")})
    return entry


def _read(entry: Entry, line: Line) -> tuple[Decimal, str]:
    score = read_score(line.score, entry.max_score, entry.criterion.set.decimals)
    cause = nfc(line.cause).strip()
    if score == entry.final_score:
        raise Invalid({"score": _("Điểm này đúng bằng điểm đã công bố.")})
    full = 0 if entry.criterion.rule_kind == "penalty" else entry.max_score
    if score != full and not cause:
        raise Invalid({"cause": _("Điểm vẫn bị trừ: hãy nêu nguyên nhân.")})
    return score, "" if score == full else cause


def _lines(draft: Correction) -> "list[CorrectedEntry]":
    """Each with its entry locked, in one order."""
    lines = list(draft.lines.select_related("entry__criterion", "entry__assessment__unit"))
    keys = [line.entry_id for line in lines]
    locked = Entry.objects.get_queryset().select_for_update().filter(pk__in=keys).order_by("pk")
    stored = {entry.pk: entry for entry in locked}
    for line in lines:
        if stored[line.entry_id].final_score != line.score_before:
            raise Conflict(
                _("Điểm mục %(code)s của %(unit)s đã đổi từ lúc chuẩn bị. Hãy nhập lại mục này.")
                % {"code": line.entry.criterion.code, "unit": line.entry.assessment.unit}
            )
    return lines


def _apply(line: CorrectedEntry, actor: User) -> None:
    entry = line.entry
    sheet_round = FieldSheet.objects.values_list("round", flat=True).get(pk=entry.sheet_id)
    Entry.objects.filter(pk=entry.pk).update(final_score=line.score, cause=line.cause)
    Appraisal.objects.create(
        entry=entry,
        round=sheet_round,
        decision=Decision.CORRECT,
        self_score=entry.self_score,
        score=line.score,
        cause=line.cause,
        by=actor,
        by_name=actor_title(actor),
    )


def _seal_again(lines: list[CorrectedEntry], actor: User, at: datetime) -> None:
    """What is approved now is what the correction decided: the chain of approvals goes on."""
    touched = {line.entry.sheet_id for line in lines}
    sheets = FieldSheet.objects.filter(pk__in=touched).select_related(
        "criterion", "assessment__unit", "assessment__campaign"
    )
    for sheet in sheets.order_by("pk"):
        seal(sheet, actor=actor, at=at)


def _key(line: CorrectedEntry) -> str:
    return f"{line.entry.assessment.unit.code} {line.entry.criterion.code}"
