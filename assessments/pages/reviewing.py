"""The second appraisal of one sheet: each explanation beside the first score and its cause."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import access
from assessments.deadlines import extensions_of, lock_reason
from assessments.evidence_view import evidence_of
from assessments.explanations import answers_of, explained_entries
from assessments.models import Appraisal, Entry, Explanation, FieldSheet
from assessments.pages.scoring import open_moves, running_text
from assessments.pages.texts import points_text
from assessments.services.appraising import Opinion
from assessments.workflow import REVIEW_STATES, Phase, Verb
from criteria import rules
from parindex.lib.dates import format_moment
from parindex.units.models import User


@dataclass(frozen=True)
class Reviewed:
    """What the appraiser typed for one entry and what was wrong with it."""

    opinion: Opinion
    errors: Mapping[str, str] = field(default_factory=dict)
    message: str = ""


@dataclass(frozen=True)
class ReviewRow:
    entry: Entry
    url: str
    can_review: bool
    rule: str
    own: str
    first: str
    """The score that the unit explained; ``now`` is the one that counts."""
    now: str
    maximum: str
    cause: str
    explanation: str
    said: str
    evidence: list[dict[str, Any]]
    added: int
    """How many of the documents are new in this round."""
    replies: list[Appraisal]
    score_typed: str
    cause_typed: str
    errors: Mapping[str, str]
    message: str

    @property
    def is_answered(self) -> bool:
        return bool(self.replies)


def reviewing_page(
    sheet: FieldSheet, user: User, at: datetime, typed: Mapping[int, Reviewed] | None = None
) -> dict[str, object]:
    is_on = sheet.workflow_state in REVIEW_STATES
    locked = lock_reason(sheet.assessment, Phase.REVIEW, at) if is_on else ""
    rows = _rows(sheet, user, bool(locked), typed or {})
    can_review = any(row.can_review for row in rows)
    return {
        "sheet": sheet,
        "assessment": sheet.assessment,
        "campaign": sheet.assessment.campaign,
        "rows": rows,
        "answered": sum(row.is_answered for row in rows),
        "lock": locked or ("" if can_review else _state_words(sheet)),
        "deadline": running_text(sheet, at),
        "extensions": extensions_of(sheet.assessment),
        "has_documents": any(row.evidence for row in rows),
        "moves": [m for m in open_moves(sheet, user, at) if m["verb"] != Verb.REVIEW],
        "appraise_url": reverse("appraise", args=_parts(sheet)),
    }


def review_url(sheet: FieldSheet) -> str:
    return reverse("review", args=_parts(sheet))


def _parts(sheet: FieldSheet) -> list[str]:
    return [sheet.assessment.campaign.code, sheet.assessment.unit.code, sheet.criterion.code]


def _rows(
    sheet: FieldSheet, user: User, locked: bool, typed: Mapping[int, Reviewed]
) -> list[ReviewRow]:
    entries = list(
        Entry.objects.visible_to(user)
        .filter(pk__in=explained_entries(sheet).values("pk"))
        .select_related("criterion__set")
        .in_order()
    )
    answers, evidence = answers_of(sheet), evidence_of(entries, user=user)
    rows = []
    for entry in entries:
        entry.sheet, entry.assessment = sheet, sheet.assessment
        documents = evidence.get(entry.pk, [])
        rows.append(_row(entry, answers[entry.pk], documents, user, locked, typed.get(entry.pk)))
    return rows


def _row(
    entry: Entry,
    answer: Explanation,
    documents: list[dict[str, Any]],
    user: User,
    locked: bool,
    typed: Reviewed | None,
) -> ReviewRow:
    opinion = typed.opinion if typed else None
    replies = entry.appraisals.filter(round=entry.sheet.round).order_by("pk")
    return ReviewRow(
        entry=entry,
        url=reverse("entry-review", args=[entry.pk]),
        can_review=not locked and access.may_review(user, entry),
        rule=rules.explain(entry.criterion.rule),
        own=points_text(entry.self_score),
        first=points_text(answer.score),
        now=points_text(entry.appraised_score),
        maximum=points_text(entry.max_score),
        cause=answer.cause,
        explanation=answer.text,
        said=f"{answer.by_name}, {format_moment(timezone.localtime(answer.saved_at))}",
        evidence=documents,
        added=sum(document["added_in"] == entry.sheet.round for document in documents),
        replies=list(replies),
        score_typed=opinion.score if opinion else points_text(entry.appraised_score),
        cause_typed=opinion.cause if opinion else entry.cause,
        errors=typed.errors if typed else {},
        message=typed.message if typed else "",
    )


def _state_words(sheet: FieldSheet) -> str:
    return _("Phiếu đang ở trạng thái “%(state)s” nên chỉ xem, không chấm.") % {
        "state": sheet.workflow_state.label
    }
