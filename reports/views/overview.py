"""Tổng quan lãnh đạo: one page, four answers."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parindex.errors import Forbidden
from parindex.http import Request
from parindex.units.models import Unit, User
from reports.overview_page import led_units, overview
from reports.views.results import moment_text, standing_text


@require_safe
def leader_overview(request: Request) -> HttpResponse:
    unit, units = _chosen(request.user, request.GET.get("don-vi", ""))
    page = overview(request.user, unit, at=timezone.now())
    result = page.own.page.result if page.own else None
    context = {
        "page": page,
        "unit": unit,
        "units": units,
        "result": result,
        "standing": standing_text(result.campaign) if result else "",
        "figures_at": moment_text(result.computed_at) if result else "",
    }
    return render(request, "reports/overview.html", context)


def _chosen(user: User, code: str) -> tuple[Unit, list[Unit]]:
    """The unit asked for, else the highest one led; and all of them to choose from."""
    units = led_units(user)
    if not units:
        raise Forbidden(
            _("Trang tổng quan dành cho lãnh đạo và cơ quan thường trực theo dõi các đơn vị.")
        )
    if not code:
        return units[0], units
    chosen = next((unit for unit in units if unit.code == code), None)
    if chosen is None:
        raise Http404
    return chosen, units
