"""Hộp thư: what a person was told, newest first."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils import timezone

from parindex.history.inbox import unread_count
from parindex.history.models import Notice, NoticeKind
from parindex.lib.dates import format_moment
from parindex.units.models import User

PER_PAGE = 25
TONES = {
    NoticeKind.RETURN: "warning",
    NoticeKind.APPROVAL: "ok",
    NoticeKind.DEADLINE: "error",
    NoticeKind.REMINDER: "info",
}


@dataclass(frozen=True)
class NoticeRow:
    """One notice, ready to show."""

    key: int
    title: str
    body: str
    kind: str
    tone: str
    iso: str
    at: str
    is_unread: bool
    opens: bool


def inbox_page(user: User, query: QueryDict) -> dict[str, object]:
    kind = query.get("loai", "")
    only_unread = bool(query.get("chua-doc"))
    found = Notice.objects.filter(recipient=user)
    if kind in NoticeKind.values:
        found = found.filter(kind=kind)
    if only_unread:
        found = found.unread()
    page: Page[Notice] = Paginator(found, PER_PAGE).get_page(query.get("page"))
    return {
        "rows": [notice_row(notice) for notice in page.object_list],
        "page_obj": page,
        "kind": kind,
        "kinds": NoticeKind.choices,
        "only_unread": only_unread,
        "has_unread": unread_count(user) > 0,
        "is_filtered": only_unread or kind in NoticeKind.values,
    }


def latest_unread(user: User, limit: int) -> list[NoticeRow]:
    return [notice_row(n) for n in Notice.objects.unread().filter(recipient=user)[:limit]]


def notice_row(notice: Notice) -> NoticeRow:
    kind = NoticeKind(notice.kind)
    return NoticeRow(
        key=notice.pk,
        title=notice.title,
        body=notice.body,
        kind=str(kind.label),
        tone=TONES.get(kind, ""),
        iso=notice.at.isoformat(),
        at=format_moment(timezone.localtime(notice.at)),
        is_unread=notice.read_at is None,
        opens=bool(notice.url),
    )
