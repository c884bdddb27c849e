"""One page of the journal, in words."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils import timezone

from assessments.pages.events import with_changes
from parindex.history.labels import action_label
from parindex.history.models import Event
from parindex.lib.dates import format_moment
from parindex.units.models import User
from reports.journal.forms import JournalForm
from reports.journal.queries import campaigns_read, matching, oversees, readable_events

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    iso: str
    at: str
    who: str
    action: str
    subject: str
    changes: list[str]
    reason: str
    ip: str
    request_id: str


def journal_form(user: User, query: QueryDict) -> JournalForm:
    form = JournalForm(query, campaigns=campaigns_read(user))
    form.is_valid()
    return form


def journal_page(user: User, query: QueryDict) -> dict[str, object]:
    form = journal_form(user, query)
    events = matching(readable_events(user), form.search, user)
    page: Page[Event] = Paginator(events, PER_PAGE).get_page(query.get("page"))
    shown = query.copy()
    shown.pop("page", None)
    return {
        "form": form,
        "page_obj": page,
        "rows": [_row(*found) for found in with_changes(list(page.object_list))],
        "oversees": oversees(user),
        "query": shown.urlencode(),
        "request_id": form.search.request_id,
    }


def _row(event: Event, changes: list[str]) -> Row:
    return Row(
        iso=event.at.isoformat(),
        at=format_moment(timezone.localtime(event.at)),
        who=event.actor_name,
        action=action_label(event.action),
        subject=event.subject_name,
        changes=changes,
        reason=event.reason,
        ip=event.ip_address or "",
        request_id=event.request_id,
    )
