"""The appraiser's page of one criterion: the same entry of every unit, one below the other."""

from collections.abc import Mapping
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.deadlines import lock_reasons
from assessments.evidence_view import evidence_of
from assessments.models import Assessment, Campaign, Entry
from assessments.models.sheets import EntryQuerySet
from assessments.pages.judging import ACROSS, Judged, JudgeRow, judge_row, progress_text
from assessments.pages.noting import notes_of
from assessments.pages.previous import previous_texts
from assessments.pages.standings import may_preview, standing_views
from assessments.pages.texts import points_text
from assessments.queries import OPINED, CriterionProgress, criteria_progress
from assessments.workflow import APPRAISAL_STATES, SENT_STATES, Phase
from criteria import rules
from criteria.models import Criterion
from parindex.units.models import User

PER_PAGE = 200

_OPEN = Q(sheet__state__in=APPRAISAL_STATES)
VIEWS: dict[str, tuple[str, Q]] = {
    "": ("Mọi đơn vị đã gửi", Q(pk__isnull=False)),
    "con-lai": ("Chưa có ý kiến", _OPEN & ~OPINED),
    "bi-tru": ("Bị trừ điểm", Q(appraised_score__lt=F("max_score"))),
    "tra-lai": ("Sẽ trả lại, đã trả lại", ~Q(return_reason="")),
}
"""Which rows the page shows, by the value of ?xem."""


def criterion_page(
    campaign: Campaign,
    code: str,
    user: User,
    at: datetime,
    *,
    view: str = "",
    number: str = "",
    judged: Mapping[int, Judged] | None = None,
) -> dict[str, object]:
    """Raises Http404 for a criterion that is not this person's to look at."""
    progress = criteria_progress(campaign, user)
    here = _found(progress, code)
    entries = sent_entries(campaign, here.criterion, user)
    chosen = view if view in VIEWS else ""
    page = Paginator(entries.filter(VIEWS[chosen][1]), PER_PAGE).get_page(number)
    rows = judge_rows(campaign, list(page), user, at, judged or {})
    return {
        "campaign": campaign,
        "criterion": here.criterion,
        "maximum": points_text(here.criterion.max_score),
        "rule": rules.explain(here.criterion.rule),
        "rows": rows,
        "page_obj": page,
        "view": chosen,
        "views": _views(entries, chosen),
        "progress": progress_text(here.done, here.total),
        "here": here,
        "unsent": _unsent(campaign, here, entries, user),
        "criteria": _choices(progress),
        "may_preview": may_preview(user, campaign),
        "has_keys": any(row.can_judge for row in rows),
        "has_documents": any(row.evidence for row in rows),
        "can_agree_all": any(
            row.can_judge and row.can_agree and not row.has_opinion and not row.notes
            for row in rows
        ),
        "lock": next((row.lock for row in rows if row.lock and row.is_in_hand), ""),
        **_neighbours(campaign, progress, here),
    }


def sent_entries(campaign: Campaign, criterion: Criterion, user: User) -> EntryQuerySet:
    """What the units sent for one leaf, as far as the person may see it."""
    return (
        Entry.objects.visible_to(user)
        .filter(
            assessment__campaign=campaign,
            assessment__withdrawn_at=None,
            criterion=criterion,
            sheet__state__in=SENT_STATES,
        )
        .exclude(is_counted=False, not_applicable=False)
        .select_related("criterion__set", "sheet__criterion", "assessment__unit", "appraised_by")
        .prefetch_related("appraisals")
        .order_by("assessment__unit__position", "assessment__unit__code")
    )


def judge_rows(
    campaign: Campaign,
    entries: list[Entry],
    user: User,
    at: datetime,
    judged: Mapping[int, Judged],
) -> list[JudgeRow]:
    for entry in entries:
        entry.assessment.campaign = campaign
        entry.sheet.assessment = entry.assessment
    locks = lock_reasons([entry.assessment for entry in entries], Phase.APPRAISAL, at)
    evidence = evidence_of(entries, user=user)
    units = {entry.assessment_id: entry.assessment.unit_id for entry in entries}
    before = previous_texts(campaign, entries, units)
    notes = notes_of(entries, user)
    views = standing_views(campaign, user)
    return [
        judge_row(
            entry,
            user,
            lock=locks[entry.assessment_id],
            typed=judged.get(entry.pk),
            evidence=evidence.get(entry.pk, []),
            previous=before.get(entry.pk, ""),
            notes=notes.get(entry.pk, []),
            place=ACROSS,
            standing=views.get(entry.assessment_id),
        )
        for entry in entries
    ]


def criterion_url(campaign: Campaign, criterion: Criterion) -> str:
    return reverse("appraise-criterion", args=[campaign.code, criterion.code])


def _found(progress: list[CriterionProgress], code: str) -> CriterionProgress:
    for item in progress:
        if item.criterion.code == code:
            return item
    raise Http404


def _views(entries: EntryQuerySet, chosen: str) -> list[dict[str, object]]:
    """The tabs with how many rows each holds."""
    counts = entries.order_by().aggregate(
        **{
            f"n{i}": Count("pk", filter=condition)
            for i, (_label, condition) in enumerate(VIEWS.values())
        }
    )
    return [
        {"key": key, "label": label, "count": counts[f"n{i}"], "current": key == chosen}
        for i, (key, (label, _condition)) in enumerate(VIEWS.items())
    ]


def _unsent(
    campaign: Campaign, here: CriterionProgress, entries: EntryQuerySet, user: User
) -> list[str]:
    """The units whose sheet has not come yet, by name."""
    if not here.unsent:
        return []
    waiting = (
        Assessment.objects.visible_to(user)
        .taking_part()
        .filter(campaign=campaign, entries__criterion=here.criterion)
        .exclude(pk__in=entries.order_by().values("assessment"))
        .select_related("unit")
        .in_order()
    )
    return [assessment.unit.title for assessment in waiting]


def _choices(progress: list[CriterionProgress]) -> list[dict[str, object]]:
    """Criteria by field, for the list one jumps with."""
    groups: dict[str, list[CriterionProgress]] = {}
    for item in progress:
        groups.setdefault(str(top_of(item.criterion)), []).append(item)
    return [{"field": field, "items": items} for field, items in groups.items()]


def top_of(criterion: Criterion) -> Criterion:
    """The field that the leaf belongs to; ``parent__parent`` is loaded."""
    top = criterion
    while top.parent is not None:
        top = top.parent
    return top


def _neighbours(
    campaign: Campaign, progress: list[CriterionProgress], here: CriterionProgress
) -> dict[str, object]:
    at = progress.index(here)
    before = progress[at - 1] if at else None
    after = progress[at + 1] if at + 1 < len(progress) else None
    return {
        "before": before and _link(campaign, before),
        "after": after and _link(campaign, after),
    }


def _link(campaign: Campaign, item: CriterionProgress) -> dict[str, str]:
    label = _("Tiêu chí %(code)s") % {"code": item.criterion.code}
    return {
        "label": label,
        "title": str(item.criterion),
        "url": criterion_url(campaign, item.criterion),
    }


def page_of(campaign: Campaign, entry: Entry, user: User) -> int:
    """On which page of its criterion an entry stands."""
    in_order = list(sent_entries(campaign, entry.criterion, user).values_list("pk", flat=True))
    return in_order.index(entry.pk) // PER_PAGE + 1 if entry.pk in in_order else 1


def opinion_row(
    entry: Entry, user: User, at: datetime, judged: Judged | None = None
) -> dict[str, object]:
    """One row of the page as it stands after an opinion, with the progress beside it."""
    campaign = entry.assessment.campaign
    fresh = list(sent_entries(campaign, entry.criterion, user).filter(pk=entry.pk))
    typed = {entry.pk: judged} if judged else {}
    rows = judge_rows(campaign, fresh, user, at, typed)
    if not rows:
        raise Http404
    progress = criteria_progress(campaign, user, only=entry.criterion)
    texts = [progress_text(here.done, here.total) for here in progress]
    return {"row": rows[0], "progress": "".join(texts)}
