"""A published campaign from above: the mean of its units, how many rose, where they lose points."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Avg, Count, Q

from assessments.models import Campaign, Result
from parindex.db.fields import PercentField
from parindex.units.models import User
from reports.losses import Loss, mean_losses


@dataclass(frozen=True)
class UnitsSummary:
    campaign: Campaign
    units: int
    """With a complete result; the means are over these."""
    mean_percent: Decimal
    mean_change: Decimal | None
    """In percentage points."""
    risen: int
    fallen: int
    losses: tuple[Loss, ...]


def units_summary(user: User, campaign: Campaign) -> UnitsSummary | None:
    """None while no unit has a complete result."""
    complete = Result.objects.visible_to(user).filter(
        assessment__campaign=campaign, is_complete=True, percent__isnull=False
    )
    found = complete.aggregate(
        units=Count("pk"),
        mean_percent=Avg("percent", output_field=PercentField()),
        mean_change=Avg("change", output_field=PercentField()),
        risen=Count("pk", filter=Q(change__gt=0)),
        fallen=Count("pk", filter=Q(change__lt=0)),
    )
    if not found["units"]:
        return None
    return UnitsSummary(campaign=campaign, losses=mean_losses(complete), **found)
