"""Addresses and words that progress uses in more than one room."""

from django.urls import reverse

from plans.periods import Period
from plans.schedule import slug_of


def report_path(plan_id: int, unit_code: str, period: Period) -> str:
    return reverse("progress-report", args=[plan_id, unit_code, slug_of(period)])
