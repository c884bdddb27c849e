"""Taking an issued paper back, or naming the one that replaces it."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.errors import Forbidden, Invalid, Locked
from parindex.history.services import event_record
from parindex.units.models import User
from parindex.units.permissions import Right, acts_for
from reports.models import Document, DocumentState
from reports.services.telling import recipients_tell


@transaction.atomic
def document_withdraw(
    *, document_id: int, reason: str, replaced_by: Document | None, actor: User
) -> Document:
    """Take an issued paper back, or name the one that replaces it. Its bytes stay to be read.

    Raises Forbidden, Locked (not issued), Invalid.
    """
    document = Document.objects.select_for_update(of=("self",)).get(pk=document_id)
    if not acts_for(actor, Right.ISSUE_DOCUMENT, document.issuer):
        raise Forbidden(
            _("Bạn không được thu hồi văn bản của %(unit)s.") % {"unit": document.issuer}
        )
    if document.state != DocumentState.ISSUED:
        raise Locked(_("Chỉ văn bản đang có hiệu lực phát hành mới thu hồi, thay thế được."))
    if errors := dict(_withdrawal_errors(document, reason, replaced_by)):
        raise Invalid(errors)
    document.state = DocumentState.REPLACED if replaced_by else DocumentState.WITHDRAWN
    document.reason, document.replaced_by = reason.strip(), replaced_by
    document.save(update_fields=["state", "reason", "replaced_by"])
    event_record(
        actor=actor,
        action="document.withdraw",
        subject=document,
        after={"state": document.state, "by": str(replaced_by or "")},
        reason=document.reason,
    )
    recipients_tell(document)
    return document


def _withdrawal_errors(
    document: Document, reason: str, replaced_by: Document | None
) -> Iterator[tuple[str, str]]:
    if not reason.strip():
        yield "reason", _("Hãy ghi lý do.")
    if replaced_by is not None and (
        replaced_by.pk == document.pk
        or replaced_by.issuer_id != document.issuer_id
        or replaced_by.state != DocumentState.ISSUED
    ):
        yield (
            "replaced_by",
            _("Văn bản thay thế phải là văn bản khác, đã phát hành, của cùng cơ quan."),
        )
