"""What the same unit had for the same leaf last year."""

from collections.abc import Iterable, Mapping

from assessments.models import Campaign, Entry, NodeResult
from assessments.pages.texts import points_text


def previous_texts(
    campaign: Campaign, entries: Iterable[Entry], units: Mapping[int, int]
) -> dict[int, str]:
    """``0,5 / 1`` by entry, where last year's campaign knows the leaf or the one it succeeds.

    ``units`` gives the unit of each assessment. Two queries, however many units there are.
    """
    if campaign.previous_id is None:
        return {}
    wanted = {
        (units[e.assessment_id], e.criterion.predecessor_id or e.criterion_id): e.pk
        for e in entries
    }
    of_units = {
        "assessment__campaign": campaign.previous_id,
        "assessment__unit__in": {unit for unit, _leaf in wanted},
        "criterion__in": {leaf for _unit, leaf in wanted},
    }
    found: dict[int, str] = {}
    recorded = NodeResult.objects.filter(points__isnull=False, **of_units)
    for node in recorded.select_related("assessment"):
        key = (node.assessment.unit_id, node.criterion_id)
        if key in wanted:
            found[wanted[key]] = f"{points_text(node.points)} / {points_text(node.max_points)}"
    for entry in Entry.objects.filter(**of_units).select_related("assessment"):
        key = (entry.assessment.unit_id, entry.criterion_id)
        if key in wanted and entry.score is not None:
            found[wanted[key]] = f"{points_text(entry.score)} / {points_text(entry.max_score)}"
    return found
