"""Scoped loading: a view gets the plan this person may see, or the page is not there."""

from django.shortcuts import get_object_or_404

from parindex.units.models import User
from plans.models import Plan


def load_plan(user: User, plan_id: int) -> Plan:
    return get_object_or_404(
        Plan.objects.visible_to(user).select_related(
            "unit__parent", "source__campaign", "source__unit", "follows", "changed_by"
        ),
        pk=plan_id,
    )
