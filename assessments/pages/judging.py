"""The appraiser's page of one sheet: the evidence beside each score, an opinion in place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import access
from assessments.deadlines import lock_reason
from assessments.evidence_view import by_round, evidence_of
from assessments.models import Appraisal, Entry, FieldSheet
from assessments.pages.noting import NoteView, notes_of, sheet_notes
from assessments.pages.previous import previous_texts
from assessments.pages.reviewing import review_url
from assessments.pages.scoring import InputView, input_views, open_moves
from assessments.pages.standings import StandingView, standing_views
from assessments.pages.texts import points_text
from assessments.services.appraising import Opinion
from assessments.workflow import (
    APPRAISAL_STATES,
    ENTERING_STATES,
    REVIEW_STATES,
    STANDING_HELD,
    Phase,
    Verb,
)
from criteria import rules
from parindex.units.models import User
from parindex.units.permissions import Right, may

BY_ITSELF = (Verb.START, Verb.REVIEW)
"""What the first opinion does; no button of its own."""
ON_SHEET, ACROSS = "phieu", "tieu-chi"


@dataclass(frozen=True)
class Judged:
    """What the appraiser typed for one entry and what was wrong with it."""

    opinion: Opinion | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    message: str = ""
    note: str = ""
    note_error: str = ""


@dataclass(frozen=True)
class JudgeRow:
    """One entry before the appraiser: on its sheet, or among the same entry of all units.

    ``place`` says which of the two pages the row stands on, so that an opinion leads back there.
    """

    entry: Entry
    url: str
    place: str
    heading: str
    heading_url: str
    previous: str
    lock: str
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
    fresh: list[dict[str, Any]]
    older: list[dict[str, Any]]
    stand_in_url: str
    standing: StandingView | None
    inputs: list[InputView]
    score_typed: str
    cause_typed: str
    errors: Mapping[str, str]
    message: str
    rounds: list[Appraisal]
    notes: list[NoteView]
    may_note: bool
    note_typed: str
    note_error: str

    @property
    def is_in_hand(self) -> bool:
        """The sheet is at the appraising office."""
        return self.entry.sheet.workflow_state in APPRAISAL_STATES

    @property
    def is_across(self) -> bool:
        return self.place == ACROSS

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
    sheet: FieldSheet,
    user: User,
    at: datetime,
    judged: Mapping[int, Judged] | None = None,
    note: tuple[str, str] = ("", ""),
) -> dict[str, object]:
    """``note`` is what was typed for a note on the sheet, and what was wrong with it."""
    locked = _locked(sheet, at)
    rows = _rows(sheet, user, locked, judged or {})
    in_review = sheet.workflow_state in REVIEW_STATES
    return {
        "review_url": review_url(sheet) if in_review else "",
        "sheet": sheet,
        "assessment": sheet.assessment,
        "campaign": sheet.assessment.campaign,
        "rows": rows,
        "moves": [m for m in open_moves(sheet, user, at) if m["verb"] not in BY_ITSELF],
        "lock": locked or _why_not(sheet, user, rows),
        "progress": progress_text(sum(row.has_opinion for row in rows), len(rows)),
        "standing": standing_views(sheet.assessment.campaign, user).get(sheet.assessment_id),
        "notes": sheet_notes(sheet, user),
        "may_note": access.may_note(user, sheet),
        "note_typed": note[0],
        "note_error": note[1],
        "has_keys": any(row.can_judge for row in rows),
        "has_documents": any(row.evidence for row in rows),
        "can_agree_all": any(
            row.can_judge and row.can_agree and not row.has_opinion and not row.notes
            for row in rows
        ),
    }


def _locked(sheet: FieldSheet, at: datetime) -> str:
    led_on = sheet.workflow_state not in ENTERING_STATES
    return lock_reason(sheet.assessment, None if led_on else Phase.APPRAISAL, at)


def _rows(
    sheet: FieldSheet, user: User, locked: str, judged: Mapping[int, Judged]
) -> list[JudgeRow]:
    entries = list(
        Entry.objects.visible_to(user)
        .filter(sheet=sheet)
        .select_related("criterion__set", "appraised_by")
        .prefetch_related("appraisals")
        .in_order()
    )
    evidence = evidence_of(entries, user=user)
    unit = {sheet.assessment_id: sheet.assessment.unit_id}
    before = previous_texts(sheet.assessment.campaign, entries, unit)
    notes = notes_of(entries, user)
    rows = []
    for entry in entries:
        entry.sheet, entry.assessment = sheet, sheet.assessment
        rows.append(
            judge_row(
                entry,
                user,
                lock=locked,
                typed=judged.get(entry.pk),
                evidence=evidence.get(entry.pk, []),
                previous=before.get(entry.pk, ""),
                notes=notes.get(entry.pk, []),
            )
        )
    return rows


def judge_row(
    entry: Entry,
    user: User,
    *,
    lock: str,
    typed: Judged | None,
    evidence: list[dict[str, Any]],
    previous: str,
    notes: list[NoteView],
    place: str = ON_SHEET,
    standing: StandingView | None = None,
) -> JudgeRow:
    office_scored = entry.criterion.is_office_scored
    allowed = not lock and (
        access.may_enter(user, entry) if office_scored else access.may_appraise_entry(user, entry)
    )
    fresh, older = by_round(evidence, entry.sheet.round) if entry.sheet.round > 1 else ([], [])
    score = entry.appraised_score
    opinion = typed.opinion if typed else None
    figures = opinion.figures if opinion and opinion.figures else entry.figures
    return JudgeRow(
        entry=entry,
        url=reverse("entry-appraise", args=[entry.pk]),
        place=place,
        heading=str(entry.criterion) if place == ON_SHEET else entry.assessment.unit.title,
        heading_url="" if place == ON_SHEET else f"{sheet_judging_url(entry.sheet)}#e{entry.pk}",
        previous=previous,
        lock=lock,
        can_judge=allowed and not office_scored,
        can_enter=allowed and office_scored,
        rule=rules.explain(entry.criterion.rule) if place == ON_SHEET else "",
        self_score=points_text(entry.self_score),
        appraised=points_text(score),
        maximum=points_text(entry.max_score),
        percent=int(score / entry.max_score * 100) if score is not None else None,
        status=entry.return_reason,
        figures=entry.working,
        evidence=evidence,
        fresh=fresh,
        older=older,
        standing=standing,
        stand_in_url=reverse("evidence-stand-in", args=[entry.pk])
        if access.may_stand_in(user, entry) and not office_scored
        else "",
        inputs=input_views(entry, figures, typed.errors if typed else {}) if office_scored else [],
        score_typed=opinion.score if opinion else points_text(score),
        cause_typed=opinion.cause if opinion else (entry.return_reason or entry.cause),
        errors=typed.errors if typed else {},
        message=typed.message if typed else "",
        rounds=list(entry.appraisals.all()),
        notes=notes,
        may_note=access.may_note(user, entry.sheet, entry),
        note_typed=typed.note if typed else "",
        note_error=typed.note_error if typed else "",
    )


def sheet_judging_url(sheet: FieldSheet) -> str:
    assessment = sheet.assessment
    return reverse(
        "appraise", args=[assessment.campaign.code, assessment.unit.code, sheet.criterion.code]
    )


def progress_text(done: int, total: int) -> str:
    return _("%(done)d/%(total)d mục đã có ý kiến") % {"done": done, "total": total}


def _why_not(sheet: FieldSheet, user: User, rows: list[JudgeRow]) -> str:
    approves = may(user, Right.APPROVE, sheet.assessment.campaign.organiser)
    if approves and sheet.workflow_state in STANDING_HELD and access.has_appraised(user, sheet):
        return _("Bạn đã nhập điểm ở phiếu này nên người khác phải phê duyệt.")
    if any(row.can_judge or row.can_enter for row in rows):
        return ""
    return _("Phiếu đang ở trạng thái “%(state)s” nên chỉ xem, không chấm.") % {
        "state": sheet.workflow_state.label
    }


def sheet_row(
    sheet: FieldSheet, entry: Entry, user: User, at: datetime, judged: Judged | None = None
) -> dict[str, object]:
    """One row of the page as it stands after an opinion, with the progress beside it."""
    locked = _locked(sheet, at)
    rows = _rows(sheet, user, locked, {entry.pk: judged} if judged else {})
    row = next(row for row in rows if row.entry.pk == entry.pk)
    return {
        "row": row,
        "progress": progress_text(sum(row.has_opinion for row in rows), len(rows)),
    }
