"""The annexes that a review plan carries beside its tasks: what the report is to hold."""

from plans.models import Plan
from reports.documents.annexes import Annex
from reports.models import Collection, Outline
from reports.narrative.annex import outline_annex
from reports.statistics.annex import statistics_annex


def review_annexes(plan: Plan) -> tuple[Annex, ...]:
    """The statistics that the unit gathers, and the outline that its offices write by."""
    collections = Collection.objects.filter(organiser=plan.unit).select_related("set", "organiser")
    outlines = Outline.objects.filter(plan_kind=plan.kind)
    return (
        *(statistics_annex(collection) for collection in collections.order_by("code")),
        *(outline_annex(outline) for outline in outlines.order_by("code")),
    )
