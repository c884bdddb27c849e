"""The council's page: its sessions, what is disputed, what waits for its conclusion."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.access import may_lead
from assessments.models import Appraisal, Campaign, CouncilSession, Decision, Entry, FieldSheet
from assessments.pages.texts import points_text
from assessments.services.appraising import Opinion
from assessments.turns import waiting_sheets
from assessments.workflow import TRANSITIONS, State, Verb
from parindex.lib import uploads
from parindex.lib.dates import format_date, format_moment
from parindex.units.models import User

PER_PAGE = 50


@dataclass(frozen=True)
class Heard:
    """What was typed for one disputed entry and what was wrong with it."""

    opinion: Opinion
    errors: Mapping[str, str] = field(default_factory=dict)
    message: str = ""


@dataclass(frozen=True)
class SessionView:
    session: CouncilSession
    held_on: str
    is_open: bool
    concluded: str
    sheets: int
    minutes_url: str
    size: str


@dataclass(frozen=True)
class DisputeRow:
    entry: Entry
    unit: str
    url: str
    own: str
    appraised: str
    maximum: str
    cause: str
    explanation: str
    replies: list[Appraisal]
    is_scored: bool
    score_typed: str
    cause_typed: str
    errors: Mapping[str, str]
    message: str


def council_page(
    campaign: Campaign,
    user: User,
    at: datetime,
    query: QueryDict,
    heard: Mapping[int, Heard] | None = None,
) -> dict[str, object]:
    sessions = [_session(each) for each in campaign.sessions.prefetch_related("sheets")]
    current = next((view.session for view in sessions if view.is_open), None)
    leads = may_lead(user, campaign) and campaign.is_open
    page: Page[Entry] = Paginator(_disputed(campaign), PER_PAGE).get_page(query.get("page"))
    ready = waiting_sheets(campaign, TRANSITIONS[Verb.CONCLUDE], at).count()
    return {
        "campaign": campaign,
        "leads": leads,
        "sessions": sessions,
        "current": current,
        "ready": ready,
        "elsewhere": _elsewhere(campaign) - ready,
        "can_conclude": leads and current is not None and bool(current.minutes) and ready > 0,
        "can_score": leads and current is not None,
        "rows": _rows(list(page), heard or {}),
        "page_obj": page,
    }


def _elsewhere(campaign: Campaign) -> int:
    """Sheets that the council has not concluded."""
    sheets = FieldSheet.objects.filter(assessment__campaign=campaign, assessment__withdrawn_at=None)
    return sheets.exclude(state__in=(State.DECIDED, State.APPROVED)).count()


def _session(session: CouncilSession) -> SessionView:
    concluded = session.concluded_at
    return SessionView(
        session=session,
        held_on=format_date(session.held_on),
        is_open=concluded is None,
        concluded=format_moment(timezone.localtime(concluded)) if concluded else "",
        sheets=len(session.sheets.all()),
        minutes_url=reverse("council-minutes", args=[session.pk]) if session.minutes else "",
        size=uploads.format_size(session.size) if session.minutes else "",
    )


def _disputed(campaign: Campaign) -> "QuerySet[Entry, Entry]":
    """Before the council now: what the unit did not accept, and what the council has scored."""
    sheets = waiting_sheets(campaign, TRANSITIONS[Verb.CONCLUDE], timezone.now())
    scored = Appraisal.objects.filter(decision=Decision.COUNCIL, entry__sheet__in=sheets)
    return (
        Entry.objects.get_queryset()
        .filter(sheet__in=sheets)
        .filter(
            Q(pk__in=Entry.objects.disputed().filter(sheet__in=sheets).values("pk"))
            | Q(pk__in=scored.values("entry"))
        )
        .select_related("criterion", "sheet", "assessment__unit", "assessment__campaign")
        .prefetch_related("explanations", "appraisals")
        .order_by("criterion__sort_key", "assessment__unit__position", "pk")
    )


def _rows(entries: list[Entry], heard: Mapping[int, Heard]) -> list[DisputeRow]:
    return [_row(entry, heard.get(entry.pk)) for entry in entries]


def _row(entry: Entry, typed: Heard | None) -> DisputeRow:
    opinion = typed.opinion if typed else None
    sent = [e for e in entry.explanations.all() if e.sent_at and e.text]
    rounds = sorted(entry.appraisals.all(), key=lambda row: row.pk)
    return DisputeRow(
        entry=entry,
        unit=entry.assessment.unit.title,
        url=reverse("entry-council", args=[entry.pk]),
        own=points_text(entry.self_score),
        appraised=points_text(entry.appraised_score),
        maximum=points_text(entry.max_score),
        cause=entry.cause,
        explanation=sent[0].text if sent else "",
        replies=rounds,
        is_scored=any(row.decision == Decision.COUNCIL for row in rounds),
        score_typed=opinion.score if opinion else points_text(entry.appraised_score),
        cause_typed=opinion.cause if opinion else entry.cause,
        errors=typed.errors if typed else {},
        message=typed.message if typed else "",
    )


def why_not_concluded(page: Mapping[str, object]) -> str:
    """What the conclusion still waits for, in one sentence."""
    current = page["current"]
    if not isinstance(current, CouncilSession):
        return _("Hãy ghi phiên họp của Hội đồng trước.")
    if not current.minutes:
        return _("Hãy đính kèm biên bản có chữ ký trước khi ghi kết luận.")
    return _("Chưa có phiếu nào đến lượt Hội đồng kết luận.")
