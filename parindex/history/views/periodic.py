"""What the portal does by itself, for its administrators."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from parindex.errors import Forbidden
from parindex.history.pages.periodic import periodic_page
from parindex.http import Request
from parindex.units.permissions import Right, holds_somewhere


@never_cache
@require_GET
def periodic(request: Request) -> HttpResponse:
    if not holds_somewhere(request.user, Right.ADMINISTER):
        raise Forbidden(_("Chỉ quản trị xem được việc định kỳ của cổng."))
    return render(request, "history/periodic.html", periodic_page(timezone.now()))
