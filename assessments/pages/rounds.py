"""Hai vòng của một phiếu, đặt cạnh nhau: điểm, số liệu, ý kiến thẩm định, tài liệu."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Entry, FieldSheet
from assessments.pages.events import event_rows, sheet_events
from assessments.pages.scoring import figures_text, sheet_url
from assessments.pages.texts import points_text
from assessments.rounds import Round, Standing, evidence_changes, rounds_of, standings
from parindex.history.labels import action_label
from parindex.history.models import Event
from parindex.history.words import event_changes
from parindex.lib.dates import format_moment
from parindex.units.models import User

PER_PAGE = 50


@dataclass(frozen=True)
class Side:
    """One entry in one round."""

    self_score: str
    figures: str
    note: str
    decision: str
    appraised: str
    cause: str


@dataclass(frozen=True)
class Line:
    """One entry in both rounds; ``evidence``: what changed between."""

    code: str
    name: str
    maximum: str
    url: str
    left: Side
    right: Side
    evidence: list[str]

    @property
    def has_changed(self) -> bool:
        return self.left != self.right or bool(self.evidence)


def sheet_history_page(sheet: FieldSheet, user: User, query: QueryDict) -> dict[str, object]:
    events: Page[Event] = Paginator(sheet_events(sheet, user), PER_PAGE).get_page(query.get("page"))
    rounds = rounds_of(sheet)
    return {
        "sheet": sheet,
        "assessment": sheet.assessment,
        "campaign": sheet.assessment.campaign,
        "crumbs": crumbs(sheet),
        "page_obj": events,
        "events": event_rows(events.object_list),
        **(compared(sheet, user, rounds, query) if len(rounds) > 1 else {}),
    }


def compared(
    sheet: FieldSheet, user: User, rounds: list[Round], query: QueryDict
) -> dict[str, object]:
    first, second = _chosen(rounds, query)
    entries = list(
        Entry.objects.visible_to(user)
        .filter(sheet=sheet)
        .select_related("criterion__set")
        .in_order()
    )
    before, after = standings(entries, first), standings(entries, second)
    evidence = evidence_changes(entries, first, second)
    lines = [
        Line(
            code=entry.criterion.code,
            name=entry.criterion.name,
            maximum=points_text(entry.max_score),
            url=f"{sheet_url(sheet.assessment, sheet)}#e{entry.pk}",
            left=_side(entry, before[entry.pk]),
            right=_side(entry, after[entry.pk]),
            evidence=_evidence_words(evidence.get(entry.pk, [])),
        )
        for entry in entries
    ]
    shows_all = bool(query.get("tat-ca"))
    return {
        "rounds": [{"number": each.number, "label": _round_label(each)} for each in rounds],
        "first": {"number": first.number, "label": _round_label(first), "why": first.why},
        "second": {"number": second.number, "label": _round_label(second), "why": second.why},
        "lines": [line for line in lines if shows_all or line.has_changed],
        "same": sum(not line.has_changed for line in lines),
        "shows_all": shows_all,
    }


def crumbs(sheet: FieldSheet) -> list[dict[str, str]]:
    assessment = sheet.assessment
    campaign, unit = assessment.campaign, assessment.unit
    return [
        {"label": campaign.name, "url": reverse("campaign", args=[campaign.code])},
        {"label": unit.title, "url": reverse("assessment", args=[campaign.code, unit.code])},
        {"label": str(sheet.criterion), "url": sheet_url(assessment, sheet)},
        {"label": _("Diễn biến"), "url": ""},
    ]


def _chosen(rounds: list[Round], query: QueryDict) -> tuple[Round, Round]:
    """The two rounds asked for, earlier first; the last two unless asked."""
    known = {str(each.number): each for each in rounds}
    first = known.get(query.get("tu", ""), rounds[-2])
    second = known.get(query.get("den", ""), rounds[-1])
    if first.number == second.number:
        return rounds[-2], rounds[-1]
    return (first, second) if first.number < second.number else (second, first)


def _round_label(each: Round) -> str:
    if each.ended_at is None:
        return _("Vòng %(number)d, đang diễn ra") % {"number": each.number}
    return _("Vòng %(number)d, đến %(moment)s") % {
        "number": each.number,
        "moment": format_moment(timezone.localtime(each.ended_at)),
    }


def _side(entry: Entry, standing: Standing) -> Side:
    said, office = standing.declared, standing.appraisal
    score = said["self_score"]
    return Side(
        self_score=points_text(None if score is None else Decimal(score)) or "–",
        figures=_("không phát sinh")
        if said["not_applicable"]
        else figures_text(entry, said["figures"] or {}),
        note=said["note"] or "",
        decision=office.get_decision_display() if office else "",
        appraised=points_text(office.score) if office else "",
        cause=office.cause if office else "",
    )


def _evidence_words(events: list[Event]) -> list[str]:
    found = []
    for event in events:
        details, label = "; ".join(event_changes(event)), action_label(event.action)
        found.append(f"{label}: {details}" if details else label)
    return found
