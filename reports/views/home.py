"""Báo cáo: what the reader has to write, and what he follows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parindex.http import Request
from parindex.units.permissions import Right, memberships_granting
from reports.narrative.access import units_collected
from reports.narrative.pages import report_lines, section_tasks
from reports.statistics.home import collections_of, sheet_tasks


@require_safe
def reports(request: Request) -> HttpResponse:
    at = timezone.now()
    context = {
        "tasks": [*section_tasks(request.user, at), *sheet_tasks(request.user, at)],
        "reports": report_lines(request.user, at),
        "may_open_report": units_collected(request.user).exists(),
        "collections": collections_of(request.user),
        "collects": bool(memberships_granting(request.user, Right.COLLECT_REPORTS)),
        "crumbs": [{"label": _("Báo cáo, thống kê")}],
    }
    return render(request, "reports/home.html", context)
