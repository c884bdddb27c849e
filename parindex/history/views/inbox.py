"""The inbox of whoever is signed in; another's notice is not there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from parindex.errors import Conflict
from parindex.history.forms import MailChoiceForm
from parindex.history.inbox import (
    mail_choice_set,
    notice_read,
    notice_unread,
    notices_read_all,
)
from parindex.history.models import MailChoice, Notice
from parindex.history.pages.inbox import inbox_page
from parindex.http import Request, sent


@never_cache
@require_GET
def inbox(request: Request) -> HttpResponse:
    return render(request, "history/inbox.html", inbox_page(request.user, request.GET))


@never_cache
@require_GET
def notice_open(request: Request, notice_id: int) -> HttpResponse:
    """Opening the thing is reading the notice."""
    notice = _own(request, notice_id)
    notice_read(notice=notice, at=timezone.now())
    inside = url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if notice.url and inside else "inbox")


@require_POST
def notice_mark(request: Request, notice_id: int) -> HttpResponse:
    """Read or, with ``unread``, unread again; back to the list as it was filtered."""
    notice = _own(request, notice_id)
    if request.POST.get("unread"):
        try:
            notice_unread(notice=notice)
        except Conflict as error:
            messages.info(request, error.message)
    else:
        notice_read(notice=notice, at=timezone.now())
    return redirect(_back(request))


@require_POST
def inbox_read_all(request: Request) -> HttpResponse:
    count = notices_read_all(user=request.user, at=timezone.now())
    if count:
        words = ngettext(
            "Đã đánh dấu %(count)d thông báo là đã đọc.",
            "Đã đánh dấu %(count)d thông báo là đã đọc.",
            count,
        )
        messages.success(request, words % {"count": count})
    return redirect("inbox")


def inbox_settings(request: Request) -> HttpResponse:
    choice = MailChoice.objects.filter(user=request.user).first()
    form = MailChoiceForm(
        sent(request),
        initial={
            "email": request.user.email,
            "wants_digest": choice is None or choice.wants_digest,
        },
    )
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        mail_choice_set(user=request.user, email=data["email"], wants_digest=data["wants_digest"])
        messages.success(request, _("Đã lưu lựa chọn nhận thư."))
        return redirect("inbox-settings")
    page = {
        "form": form,
        "crumbs": [{"label": _("Hộp thư"), "url": reverse("inbox")}, {"label": _("Nhận thư")}],
    }
    status = 422 if form.errors else 200
    return render(request, "history/inbox_settings.html", page, status=status)


def _own(request: Request, notice_id: int) -> Notice:
    found: Notice = get_object_or_404(Notice, recipient=request.user, pk=notice_id)
    return found


def _back(request: Request) -> str:
    query = request.POST.get("back", "")
    return f"{reverse('inbox')}?{query}" if query else reverse("inbox")
