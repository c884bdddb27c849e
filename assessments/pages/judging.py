"""The appraiser's pages: what waits, and one sheet with the evidence beside each score."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import access
from assessments.deadlines import lock_reason
from assessments.evidence_view import evidence_of
from assessments.models import Appraisal, Campaign, Entry, FieldSheet
from assessments.pages.reviewing import review_url
from assessments.pages.scoring import InputView, input_views, open_moves
from assessments.pages.texts import points_text
from assessments.services.appraising import Opinion
from assessments.workflow import (
    ENTERING_STATES,
    REVIEW_STATES,
    STANDING_HELD,
    Phase,
    Ready,
    State,
    Verb,
)
from criteria import rules
from parindex.lib.dates import format_moment
from parindex.units.models import User
from parindex.units.permissions import Right, may

BY_ITSELF = (Verb.START, Verb.REVIEW)
"""What the first opinion does; no button of its own."""


@dataclass(frozen=True)
class Judged:
    """What the appraiser typed for one entry and what was wrong with it."""

    opinion: Opinion
    errors: Mapping[str, str] = field(default_factory=dict)
    message: str = ""


@dataclass(frozen=True)
class JudgeRow:
    entry: Entry
    url: str
    can_judge: bool
    can_enter: bool
    rule: str
    self_score: str
    appraised: str
    maximum: str
    percent: int | None
    status: str
    figures: str
    evidence: list[dict[str, Any]]
    inputs: list[InputView]
    score_typed: str
    cause_typed: str
    errors: Mapping[str, str]
    message: str
    rounds: list[Appraisal]

    @property
    def can_agree(self) -> bool:
        """There is something to agree to: a self score, or a claim that it did not arise."""
        return self.entry.self_score is not None or self.entry.not_applicable

    @property
    def has_opinion(self) -> bool:
        entry = self.entry
        return bool(entry.appraised_score is not None or entry.is_absence_agreed or self.status)

    @property
    def is_open(self) -> bool:
        """The fold stands open where something went wrong."""
        return bool(self.errors or self.message)


def judging_page(
    sheet: FieldSheet, user: User, at: datetime, judged: Mapping[int, Judged] | None = None
) -> dict[str, object]:
    led_on = sheet.workflow_state not in ENTERING_STATES
    locked = lock_reason(sheet.assessment, None if led_on else Phase.APPRAISAL, at)
    rows = _rows(sheet, user, bool(locked), judged or {})
    in_review = sheet.workflow_state in REVIEW_STATES
    return {
        "review_url": review_url(sheet) if in_review else "",
        "sheet": sheet,
        "assessment": sheet.assessment,
        "campaign": sheet.assessment.campaign,
        "rows": rows,
        "moves": [m for m in open_moves(sheet, user, at) if m["verb"] not in BY_ITSELF],
        "lock": locked or _why_not(sheet, user, rows),
        "has_keys": any(row.can_judge for row in rows),
        "has_documents": any(row.evidence for row in rows),
        "decided": sum(row.has_opinion for row in rows),
        "can_agree_all": any(
            row.can_judge and row.can_agree and not row.has_opinion for row in rows
        ),
    }


def _rows(
    sheet: FieldSheet, user: User, locked: bool, judged: Mapping[int, Judged]
) -> list[JudgeRow]:
    entries = list(
        Entry.objects.visible_to(user)
        .filter(sheet=sheet)
        .select_related("criterion__set", "appraised_by")
        .prefetch_related("appraisals")
        .in_order()
    )
    evidence = evidence_of(entries, user=user)
    rows = []
    for entry in entries:
        entry.sheet, entry.assessment = sheet, sheet.assessment
        rows.append(_row(entry, user, locked, judged.get(entry.pk), evidence.get(entry.pk, [])))
    return rows


def _row(
    entry: Entry, user: User, locked: bool, typed: Judged | None, evidence: list[dict[str, Any]]
) -> JudgeRow:
    office_scored = entry.criterion.is_office_scored
    allowed = not locked and (
        access.may_enter(user, entry) if office_scored else access.may_appraise_entry(user, entry)
    )
    score = entry.appraised_score
    opinion = typed.opinion if typed else None
    figures = opinion.figures if opinion and opinion.figures else entry.figures
    return JudgeRow(
        entry=entry,
        url=reverse("entry-appraise", args=[entry.pk]),
        can_judge=allowed and not office_scored,
        can_enter=allowed and office_scored,
        rule=rules.explain(entry.criterion.rule),
        self_score=points_text(entry.self_score),
        appraised=points_text(score),
        maximum=points_text(entry.max_score),
        percent=int(score / entry.max_score * 100) if score is not None else None,
        status=entry.return_reason,
        figures=entry.working,
        evidence=evidence,
        inputs=input_views(entry, figures, typed.errors if typed else {}) if office_scored else [],
        score_typed=opinion.score if opinion else points_text(score),
        cause_typed=opinion.cause if opinion else (entry.return_reason or entry.cause),
        errors=typed.errors if typed else {},
        message=typed.message if typed else "",
        rounds=list(entry.appraisals.all()),
    )


def _why_not(sheet: FieldSheet, user: User, rows: list[JudgeRow]) -> str:
    approves = may(user, Right.APPROVE, sheet.assessment.campaign.organiser)
    if approves and sheet.workflow_state in STANDING_HELD and access.has_appraised(user, sheet):
        return _("Bạn đã nhập điểm ở phiếu này nên người khác phải phê duyệt.")
    if any(row.can_judge or row.can_enter for row in rows):
        return ""
    return _("Phiếu đang ở trạng thái “%(state)s” nên chỉ xem, không chấm.") % {
        "state": sheet.workflow_state.label
    }


QUEUE = (
    (State.SUBMITTED, "Chờ thẩm định"),
    (State.APPRAISING, "Đang thẩm định"),
    (State.EXPLAINED, "Đã giải trình, chờ thẩm định lần 2"),
    (State.REVIEWING, "Đang thẩm định lần 2"),
    (State.APPRAISED, "Đã thẩm định"),
    (State.REVIEWED, "Xong vòng giải trình"),
    (State.DECIDED, "Hội đồng đã kết luận"),
    (State.RETURNED, "Đã trả lại, chờ đơn vị bổ sung"),
    (State.EXPLAINING, "Chờ đơn vị giải trình"),
    (State.EXPLANATION_SIGNING, "Chờ thủ trưởng ký giải trình"),
    (State.APPROVED, "Đã phê duyệt"),
)


def queue_page(campaign: Campaign, user: User, at: datetime) -> dict[str, object]:
    """The sheets this person appraises or approves, by what they wait for."""
    approves = may(user, Right.APPROVE, campaign.organiser)
    sheets = (
        FieldSheet.objects.visible_to(user)
        .filter(assessment__campaign=campaign, assessment__withdrawn_at__isnull=True)
        .select_related("criterion", "assessment__unit", "assessment__campaign", "changed_by")
        .order_by("criterion__sort_key", "assessment__unit__position")
    )
    approvable = set(
        FieldSheet.objects.ready(Ready.APPROVAL)
        .filter(assessment__campaign=campaign)
        .values_list("pk", flat=True)
    )
    by_state: dict[str, list[dict[str, object]]] = {state: [] for state, _label in QUEUE}
    for sheet in sheets:
        if sheet.state in by_state:
            by_state[sheet.state].append(_queued(sheet, can_approve=sheet.pk in approvable))
    return {
        "campaign": campaign,
        "approves": approves,
        "sections": [
            {"state": state, "label": label, "sheets": by_state[state]}
            for state, label in QUEUE
            if by_state[state]
        ],
        "deadline": campaign.appraisal_deadline
        and format_moment(timezone.localtime(campaign.appraisal_deadline)),
    }


def _queued(sheet: FieldSheet, *, can_approve: bool) -> dict[str, object]:
    page = "review" if sheet.workflow_state in REVIEW_STATES else "appraise"
    return {
        "sheet": sheet,
        "can_approve": can_approve,
        "unit": sheet.assessment.unit,
        "since": format_moment(timezone.localtime(sheet.changed_at)) if sheet.changed_at else "",
        "url": reverse(
            page,
            args=[sheet.assessment.campaign.code, sheet.assessment.unit.code, sheet.criterion.code],
        ),
    }
