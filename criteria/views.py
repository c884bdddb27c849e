"""The rule book on screen: every signed-in person may read it."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from criteria.models import CriteriaSet, Level
from criteria.queries import tree_rows


def criteria_sets(request: HttpRequest) -> HttpResponse:
    sets = CriteriaSet.objects.annotate(
        fields=Count("criteria", filter=Q(criteria__level=Level.FIELD, criteria__block="field")),
        leaves=Count("criteria", filter=Q(criteria__is_leaf=True)),
    )
    return render(request, "criteria/sets.html", {"sets": sets})


def criteria_set(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(CriteriaSet, code=code)
    return render(request, "criteria/set.html", {"set": found, "rows": tree_rows(found)})
