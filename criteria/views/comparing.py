"""Two sets beside each other."""

from django.http import HttpResponse
from django.shortcuts import render

from criteria.loaders import load_set
from criteria.models import CriteriaSet
from criteria.pages.comparing import comparison_page
from parindex.http import Request


def criteria_compare(request: Request, code: str) -> HttpResponse:
    """Which set to compare with."""
    found = load_set(code)
    others = CriteriaSet.objects.exclude(pk=found.pk)
    page = {"set": found, "others": others, "target": "criteria-compare-other"}
    return render(request, "criteria/choose_other.html", page)


def criteria_compare_other(request: Request, code: str, other_code: str) -> HttpResponse:
    """``code`` is the newer set."""
    page = comparison_page(load_set(code), load_set(other_code), request.GET.get("loai", ""))
    return render(request, "criteria/compare.html", page)
