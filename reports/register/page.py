"""One paper on screen: what it is, its files, who got it, what may be done with it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.history.labels import action_label
from parindex.history.models import Event
from parindex.lib.dates import format_date, format_moment
from parindex.lib.numbers import format_decimal
from parindex.units.models import User
from parindex.units.permissions import Right, acts_for
from reports.documents.files import formats_of
from reports.models import Document, DocumentState, FileFormat
from reports.register.listing import TONES
from reports.register.words import WORDED
from reports.services.issuing import last_job

FORMAT_LABELS = {
    FileFormat.PDF: gettext_lazy("Xem PDF"),
    FileFormat.DOCX: gettext_lazy("Tải Word"),
    FileFormat.XLSX: gettext_lazy("Tải Excel"),
}


@dataclass(frozen=True)
class FileLink:
    label: str
    url: str
    note: str


@dataclass(frozen=True)
class Receiver:
    unit: str
    opened: str
    is_opened: bool


def document_page(document: Document, user: User) -> dict[str, object]:
    tone, icon = TONES[DocumentState(document.state)]
    drafts = acts_for(user, Right.DRAFT_DOCUMENT, document.issuer)
    issues = acts_for(user, Right.ISSUE_DOCUMENT, document.issuer)
    return {
        "document": document,
        "tone": tone,
        "icon": icon,
        "day": format_date(document.signed_on),
        "issued_at": format_moment(
            timezone.localtime(document.issued_at) if document.issued_at else None
        ),
        "signer": _signer(document),
        "recipients": [line for line in document.recipients.splitlines() if line.strip()],
        "links": list(_links(document)),
        "receivers": _receivers(document) if drafts or issues else [],
        "job": last_job(document) if document.state == DocumentState.ISSUING else None,
        "may_edit": drafts and document.is_draft,
        "may_word": drafts and document.is_draft and document.kind in WORDED,
        "may_issue": issues and document.is_draft,
        "may_file": issues and document.state == DocumentState.ISSUING,
        "may_withdraw": issues and document.state == DocumentState.ISSUED,
        "must_ask": drafts and not issues and document.is_draft,
        "events": _events(document) if drafts or issues else [],
        "crumbs": crumbs(document),
    }


def crumbs(document: Document, label: str = "") -> list[dict[str, str]]:
    own = document.code if document.number else _("Dự thảo")
    trail = [
        {"label": _("Văn bản"), "url": reverse("documents")},
        {"label": own, "url": document.get_absolute_url()},
    ]
    return [*trail, {"label": label, "url": ""}] if label else trail


def _signer(document: Document) -> str:
    form = document.get_signing_form_display().split(" (")[0]
    who = " ".join(filter(None, (document.signer_title, document.signer_name)))
    return f"{form}: {who}" if who else str(form)


def _links(document: Document) -> list[FileLink]:
    """The frozen files of a paper that is out; of any other, what it would be now."""
    kept = {file.format: file for file in document.files.all()}
    if document.is_out:
        return [_link(document, FileFormat(key), _size(file.size)) for key, file in kept.items()]
    return [_link(document, wanted, "") for wanted in formats_of(document)]


def _link(document: Document, wanted: FileFormat, note: str) -> FileLink:
    url = reverse("document-file", args=[document.pk, wanted.value])
    return FileLink(str(FORMAT_LABELS[wanted]), url, note)


def _size(size: int) -> str:
    return _("%(kilobytes)s KB") % {"kilobytes": format_decimal(max(round(size / 1024), 1), 0)}


def _receivers(document: Document) -> list[Receiver]:
    return [
        Receiver(
            unit=row.unit.title,
            opened=f"{row.opened_by}, {format_moment(timezone.localtime(row.opened_at))}"
            if row.opened_at
            else "",
            is_opened=row.opened_at is not None,
        )
        for row in document.deliveries.select_related("unit")
    ]


def _events(document: Document) -> list[dict[str, str]]:
    return [
        {
            "iso": event.at.isoformat(),
            "at": date_format(timezone.localtime(event.at), "H:i d/m/Y"),
            "who": event.actor_name,
            "office": "",
            "text": action_label(event.action),
            "reason": event.reason,
        }
        for event in Event.objects.of(document)[:50]
    ]
