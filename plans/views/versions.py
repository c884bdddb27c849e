"""The issued versions of a plan, and two of them side by side."""

from django.http import HttpResponse
from django.shortcuts import render

from parindex.http import Request
from plans.comparing import differences
from plans.loaders import load_plan
from plans.models import PlanVersion
from plans.pages.frame import frame

KINDS = {"added": ("Thêm", "ok"), "removed": ("Bỏ", "error"), "changed": ("Sửa", "warning")}


def plan_versions(request: Request, plan_id: int) -> HttpResponse:
    """By default the last two; ``?truoc=1&sau=3`` compares any two."""
    found = load_plan(request.user, plan_id)
    versions = list(found.versions.all())
    old, new = _chosen(request, versions)
    page = {**frame(found, request.user, "versions"), "versions": versions, "old": old, "new": new}
    if old and new:
        page["rows"] = [
            {"row": d, "label": KINDS[d.kind][0], "tone": KINDS[d.kind][1]}
            for d in differences(old, new)
        ]
    return render(request, "plans/versions.html", page)


def _chosen(
    request: Request, versions: list[PlanVersion]
) -> tuple[PlanVersion | None, PlanVersion | None]:
    by_ordinal = {str(version.ordinal): version for version in versions}
    last = versions[-2:] if len(versions) > 1 else [None, None]
    old = by_ordinal.get(request.GET.get("truoc", ""), last[0])
    new = by_ordinal.get(request.GET.get("sau", ""), last[1])
    return old, new
