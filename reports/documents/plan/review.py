"""The annexes that a review plan carries beside its tasks: what the report is to hold."""

from plans.models import Plan
from reports.documents.annexes import Annex
from reports.models import Collection
from reports.statistics.annex import statistics_annex


def review_annexes(plan: Plan) -> tuple[Annex, ...]:
    """The statistics that the unit gathers."""
    collections = Collection.objects.filter(organiser=plan.unit).select_related("set", "organiser")
    return tuple(statistics_annex(collection) for collection in collections.order_by("code"))
