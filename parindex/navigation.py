"""What frames every page: the main navigation of this user, the demo ribbon, the version."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

import parindex
from parindex.history.inbox import unread_count
from parindex.units.models import User
from parindex.units.permissions import (
    Right,
    administers_portal,
    holds_somewhere,
    memberships_of,
)


def page_frame(request: HttpRequest) -> dict[str, object]:
    return {
        "nav": navigation(request),
        "account": account(request),
        "demo_mode": settings.DEMO,
        "app_version": parindex.__version__,
    }


def account(request: HttpRequest) -> dict[str, object]:
    """Who is signed in, where he works and in which roles."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    roles = dict.fromkeys(m.get_role_display() for m in memberships_of(user))
    return {
        "name": user.full_name,
        "office": str(user.unit or ""),
        "role": ", ".join(roles),
        "links": [
            {"label": _("Nhận thư điện tử"), "url": reverse("inbox-settings")},
            {"label": _("Đổi mật khẩu"), "url": reverse("password-change")},
            *_keeper_links(user),
        ],
    }


def _keeper_links(user: User) -> list[dict[str, str]]:
    if not holds_somewhere(user, Right.ADMINISTER):
        return []
    return [{"label": _("Việc định kỳ"), "url": reverse("periodic")}]


def navigation(request: HttpRequest) -> list[dict[str, object]]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    entries = [
        (_("Việc của tôi"), reverse("home")),
        (_("Hộp thư"), reverse("inbox")),
        (_("Đợt đánh giá"), reverse("campaigns")),
    ]
    if holds_somewhere(user, Right.READ_PROGRESS):
        entries.append((_("Tổng quan"), reverse("overview")))
    entries.append((_("Kế hoạch"), reverse("plans")))
    entries.append((_("Văn bản"), reverse("documents")))
    entries.append((_("Báo cáo"), reverse("reports")))
    entries.append((_("Bộ tiêu chí"), reverse("criteria-sets")))
    entries.append((_("Đối chiếu số liệu"), reverse("figure-check")))
    if holds_somewhere(user, Right.MANAGE_UNITS):
        entries.append((_("Đơn vị"), reverse("units")))
    if holds_somewhere(user, Right.READ_HISTORY):
        entries.append((_("Nhật ký"), reverse("journal")))
    if administers_portal(user):
        entries.append((_("Quản trị"), reverse("admin:index")))
    # Counted only where the navigation is drawn, so a fragment or a file asks nothing.
    counts = {reverse("inbox"): SimpleLazyObject(lambda: unread_count(user))}
    return [
        {
            "label": label,
            "url": url,
            "current": _is_current(request.path, url),
            "count": counts.get(url),
            "counted": _("thông báo chưa đọc"),
        }
        for label, url in entries
    ]


def _is_current(path: str, url: str) -> bool:
    return path == url if url == reverse("home") else path.startswith(url)
