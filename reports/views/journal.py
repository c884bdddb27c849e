"""The journal: searched on the page, taken along as Excel."""

from tempfile import TemporaryFile

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from parindex.errors import Forbidden
from parindex.history.models import Event
from parindex.history.services import actor_title, event_record
from parindex.http import Request
from parindex.lib.workbooks import XLSX
from reports.journal.page import journal_form, journal_page
from reports.journal.queries import matching, may_read, oversees, readable_events
from reports.journal.workbook import journal_write

MOST_ROWS = 100_000
"""More takes minutes and fills the reader's memory; a shorter span of days is asked for."""


@never_cache
@require_GET
def journal(request: Request) -> HttpResponse:
    _check(request)
    page = journal_page(request.user, request.GET)
    form = page["form"]
    status = 422 if getattr(form, "errors", None) else 200
    return render(request, "reports/journal.html", page, status=status)


@never_cache
@require_GET
def journal_workbook(request: Request) -> HttpResponseBase:
    """What the search shows, as it stands now: later events are not in it."""
    _check(request)
    user, at = request.user, timezone.now()
    form = journal_form(user, request.GET)
    if form.errors:
        return redirect(f"{reverse('journal')}?{request.GET.urlencode()}")
    newest = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    events = matching(readable_events(user), form.search, user).filter(pk__lte=newest)
    count = events.count()
    if count > MOST_ROWS:
        messages.error(request, _too_many(count))
        return redirect(f"{reverse('journal')}?{request.GET.urlencode()}")
    # Closed by the response once it has been sent.
    target = TemporaryFile()  # noqa: SIM115
    journal_write(
        target,
        events,
        count=count,
        asked=form.words,
        by=actor_title(user),
        at=at,
        with_addresses=oversees(user),
    )
    target.seek(0)
    event_record(
        actor=user, action="history.export", subject=user, after={"rows": count, **dict(form.words)}
    )
    name = f"nhat-ky-{timezone.localtime(at):%Y%m%d-%H%M}.xlsx"
    return FileResponse(target, as_attachment=True, filename=name, content_type=XLSX)


def _check(request: Request) -> None:
    if not may_read(request.user):
        raise Forbidden(_("Nhật ký dành cho người kiểm tra, cơ quan thường trực và quản trị."))


def _too_many(count: int) -> str:
    return _(
        "Có %(count)s dòng, nhiều hơn %(most)s dòng một tệp; hãy thu hẹp khoảng ngày rồi xuất lại."
    ) % {"count": _grouped(count), "most": _grouped(MOST_ROWS)}


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", ".")
