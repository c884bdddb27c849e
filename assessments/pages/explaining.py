"""The unit's answers to its deductions: one sheet's losses with their causes, and what was said."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import access
from assessments.deadlines import extensions_of, lock_reason
from assessments.evidence_view import evidence_of
from assessments.explanations import answers_of
from assessments.models import Appraisal, Entry, Explanation, FieldSheet
from assessments.pages.scoring import open_moves, running_text
from assessments.pages.texts import points_text
from assessments.services.explaining import Answer
from assessments.workflow import EXPLANATION_STATES, Phase
from criteria import rules
from parindex.lib.dates import format_moment
from parindex.units.models import User
from parindex.units.permissions import Right, may


@dataclass(frozen=True)
class Typed:
    """What a person typed for one deduction and what was wrong with it."""

    answer: Answer
    errors: Mapping[str, str] = field(default_factory=dict)
    stored: str = ""
    """What somebody else saved meanwhile, in words."""


@dataclass(frozen=True)
class AnswerRow:
    entry: Entry
    is_editable: bool
    rule: str
    own: str
    appraised: str
    maximum: str
    lost: str
    cause: str
    evidence: list[dict[str, Any]]
    version: int
    text: str
    agrees: bool
    errors: Mapping[str, str]
    stored: str
    said: str
    """By whom and when the answer was written."""
    replies: list[str]
    """What the office, and the council, answered in this round."""

    @property
    def is_answered(self) -> bool:
        return self.agrees or bool(self.text)


@dataclass(frozen=True)
class Group:
    heading: str
    rows: list[AnswerRow]


def explaining_page(
    sheet: FieldSheet, user: User, at: datetime, typed: Mapping[int, Typed] | None = None
) -> dict[str, object]:
    assessment = sheet.assessment
    locked = lock_reason(assessment, Phase.EXPLANATION, at) if _is_on(sheet) else ""
    rows = _rows(sheet, user, bool(locked), typed or {})
    can_save = any(row.is_editable for row in rows)
    waiting = sum(not row.is_answered for row in rows)
    return {
        "sheet": sheet,
        "assessment": assessment,
        "campaign": assessment.campaign,
        "groups": [group for group in _groups(rows) if group.rows],
        "count": len(rows),
        "explained": sum(bool(row.text) for row in rows),
        "agreed": sum(row.agrees for row in rows),
        "waiting": waiting,
        "can_save": can_save,
        "can_agree_rest": can_save and waiting > 0,
        "is_explaining": _is_on(sheet),
        "lock": locked or _state_words(sheet, user, can_save),
        "deadline": running_text(sheet, at),
        "extensions": extensions_of(assessment),
        "moves": open_moves(sheet, user, at),
    }


def _is_on(sheet: FieldSheet) -> bool:
    return sheet.workflow_state in EXPLANATION_STATES


def _rows(
    sheet: FieldSheet, user: User, locked: bool, typed: Mapping[int, Typed]
) -> list[AnswerRow]:
    answers = answers_of(sheet)
    if not may(user, Right.READ_SHEET, sheet.assessment.unit):
        answers = {key: answer for key, answer in answers.items() if answer.sent_at}
    losses = Entry.objects.explainable() if _is_on(sheet) else Entry.objects.none()
    entries = list(
        Entry.objects.visible_to(user)
        .filter(Q(pk__in=losses.values("pk")) | Q(pk__in=list(answers)), sheet=sheet)
        .select_related("criterion")
        .in_order()
    )
    evidence = evidence_of(entries, user=user)
    replies = _replies(sheet, entries)
    is_editable = not locked and access.may_explain(user, sheet)
    return [
        _row(
            entry,
            is_editable=is_editable,
            answer=answers.get(entry.pk),
            typed=typed.get(entry.pk),
            evidence=evidence.get(entry.pk, []),
            replies=replies[entry.pk],
        )
        for entry in entries
    ]


def _row(
    entry: Entry,
    *,
    is_editable: bool,
    answer: Explanation | None,
    typed: Typed | None,
    evidence: list[dict[str, Any]],
    replies: list[str],
) -> AnswerRow:
    score = answer.score if answer else entry.appraised_score
    is_penalty = entry.criterion.rule_kind == "penalty"
    lost = score if is_penalty or score is None else entry.max_score - score
    return AnswerRow(
        entry=entry,
        is_editable=is_editable,
        rule=rules.explain(entry.criterion.rule),
        own=points_text(entry.self_score),
        appraised=points_text(score),
        maximum=points_text(entry.max_score),
        lost=points_text(lost),
        cause=answer.cause if answer else entry.cause,
        evidence=evidence,
        version=answer.version if answer else 0,
        text=typed.answer.text if typed else (answer.text if answer else ""),
        agrees=typed.answer.agrees if typed else bool(answer and answer.agrees),
        errors=typed.errors if typed else {},
        stored=typed.stored if typed else "",
        said=_said(answer) if answer else "",
        replies=replies,
    )


def _said(answer: Explanation) -> str:
    return f"{answer.by_name}, {format_moment(timezone.localtime(answer.saved_at))}"


def _replies(sheet: FieldSheet, entries: list[Entry]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Appraisal.objects.filter(entry__in=entries, round=sheet.round).order_by("pk")
    for row in rows:
        words = _("%(decision)s: %(score)s điểm, %(who)s") % {
            "decision": row.get_decision_display(),
            "score": points_text(row.score) or "–",
            "who": row.by_name,
        }
        found[row.entry_id].append(f"{words}. {row.cause}".strip(". ") + ".")
    return found


def _groups(rows: list[AnswerRow]) -> list[Group]:
    """First what the office took from the unit's own score, then what the unit gave up itself."""
    disputed = [row for row in rows if _is_disputed(row.entry)]
    granted = [row for row in rows if not _is_disputed(row.entry)]
    return [
        Group(_("Thẩm định thấp hơn điểm tự chấm"), disputed),
        Group(_("Đơn vị tự chấm chưa đạt tối đa"), granted),
    ]


def _is_disputed(entry: Entry) -> bool:
    score = entry.appraised_score
    if entry.criterion.rule_kind == "penalty" or entry.self_score is None or score is None:
        return True
    return bool(score < entry.self_score)


def _state_words(sheet: FieldSheet, user: User, can_save: bool) -> str:
    if can_save:
        return ""
    return _("Phiếu đang ở trạng thái “%(state)s” nên chỉ xem, không sửa.") % {
        "state": sheet.workflow_state.label
    }


def answer_in_words(answer: Explanation | None) -> str:
    if answer is None:
        return _("(để trống)")
    return _("Đồng ý với điểm thẩm định") if answer.agrees else answer.text or _("(để trống)")


def agreed_words(count: int) -> str:
    return ngettext(
        "Đã đồng ý %(count)d mục còn lại.", "Đã đồng ý %(count)d mục còn lại.", count
    ) % {"count": count}


def save_url(entry: Entry) -> str:
    return reverse("entry-explain", args=[entry.pk])
