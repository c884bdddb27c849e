"""The deductions of a plan beside the next result of the same unit, in a fixed number of reads."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from assessments.models import Assessment, Entry, NodeResult, Result
from criteria.models import Criterion
from parindex.units.models import User
from plans.effect import Repaired, Score
from plans.models import Plan, Repair, TaskState


@dataclass(frozen=True)
class Effect:
    """``rows`` are the plan's deductions; ``new`` are leaves that lost points only now."""

    after: Assessment
    rows: tuple[tuple[Repair, Repaired], ...]
    new: tuple[Entry, ...]


def next_assessment(plan: Plan, user: User) -> Assessment | None:
    """The unit's assessment in the campaign that follows the plan's source, where the person may
    see its result. A unit that merged meanwhile has none."""
    if plan.source is None:
        return None
    result = (
        Result.objects.visible_to(user)
        .filter(
            assessment__campaign__previous=plan.source.campaign_id,
            assessment__unit=plan.unit_id,
            is_complete=True,
        )
        .select_related("assessment__campaign__criteria_set")
        .order_by("assessment__campaign__year")
        .first()
    )
    return result.assessment if result else None


def effect_of(plan: Plan, after: Assessment) -> Effect:
    repairs = list(
        plan.repairs.exclude(task__state__in=[TaskState.DROPPED, TaskState.PROPOSED])
        .select_related("task", "entry__criterion")
        .order_by("entry__criterion__sort_key")
    )
    heirs = _heirs([repair.entry.criterion for repair in repairs], after)
    scores = _scores(after, heirs.values())
    rows = tuple(
        (repair, _repaired(repair, scores.get(heirs.get(repair.entry.criterion_id, 0))))
        for repair in repairs
    )
    return Effect(after, rows, tuple(_new_losses(plan, after)))


def _heirs(leaves: "list[Criterion]", after: Assessment) -> dict[int, int]:
    """By old leaf the one criterion of the next set that is or succeeds it."""
    own = after.campaign.criteria_set_id
    same = {leaf.pk: leaf.pk for leaf in leaves if leaf.set_id == own}
    found: dict[int, list[int]] = defaultdict(list)
    links = Criterion.objects.filter(set=own, predecessor__in=[leaf.pk for leaf in leaves])
    for old, new in links.values_list("predecessor", "pk"):
        if old is not None:
            found[old].append(new)
    return {**{old: news[0] for old, news in found.items() if len(news) == 1}, **same}


def _scores(after: Assessment, criteria: Iterable[int]) -> dict[int, Score]:
    """Of leaves from the entries; of others, and of a year known from papers, from the nodes."""
    wanted = set(criteria)
    entries = Entry.objects.filter(assessment=after, criterion__in=wanted, is_counted=True)
    scores = {
        entry.criterion_id: Score(entry.score, entry.max_score)
        for entry in entries
        if entry.score is not None
    }
    nodes = NodeResult.objects.filter(assessment=after, criterion__in=wanted - set(scores))
    return scores | {
        node.criterion_id: Score(node.points, node.max_points)
        for node in nodes
        if node.points is not None and node.max_points
    }


def _repaired(repair: Repair, after: Score | None) -> Repaired:
    entry = repair.entry
    before = Score(entry.max_score - repair.points, entry.max_score)
    return Repaired(repair.pk, repair.expected, before, after)


def _new_losses(plan: Plan, after: Assessment) -> "list[Entry]":
    """Leaves that lost points now and whose predecessor had lost none."""
    if plan.source is None:
        return []
    lost_before = Entry.objects.filter(
        assessment=plan.source_id, is_counted=True, final_score__lt=F("max_score")
    ).values("criterion")
    return list(
        Entry.objects.filter(assessment=after, is_counted=True, criterion__block="field")
        .filter(final_score__lt=F("max_score"))
        .exclude(criterion__in=lost_before)
        .exclude(criterion__predecessor__in=lost_before)
        .select_related("criterion")
        .order_by("criterion__sort_key")
    )
