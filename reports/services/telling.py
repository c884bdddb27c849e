"""Telling the recipients of a paper: a row in the inbox of everyone with a role at their unit."""

from django.utils.translation import gettext as _

from parindex.history.notices import notices_send
from parindex.units.models import User
from reports.models import Document, DocumentState


def recipients_tell(document: Document) -> int:
    """That the paper has come, or that it no longer holds. Inside the caller's transaction."""
    people = User.objects.filter(
        is_active=True, memberships__unit__in=document.deliveries.values("unit")
    ).distinct()
    return notices_send(
        to=people,
        kind="document",
        title=_title(document)[:300],
        url=document.get_absolute_url(),
        body=document.reason,
        about=document,
    )


def _title(document: Document) -> str:
    words = {
        DocumentState.REPLACED: _("%(issuer)s thay thế văn bản số %(code)s: %(subject)s"),
        DocumentState.WITHDRAWN: _("%(issuer)s thu hồi văn bản số %(code)s: %(subject)s"),
    }
    sent = _("%(issuer)s gửi văn bản số %(code)s: %(subject)s")
    return words.get(DocumentState(document.state), sent) % {
        "issuer": document.issuer.title,
        "code": document.code,
        "subject": document.subject,
    }
