"""A draft of the register, locked for those who work on it."""

from django.utils.translation import gettext as _

from parindex.errors import Forbidden, Locked
from parindex.units.models import User
from parindex.units.permissions import Right, acts_for
from reports.models import Document


def locked_draft(document_id: int, actor: User) -> Document:
    """Raises Forbidden, Locked."""
    document = (
        Document.objects.select_for_update(of=("self",))
        .select_related("issuer__parent")
        .get(pk=document_id)
    )
    if not acts_for(actor, Right.DRAFT_DOCUMENT, document.issuer):
        raise Forbidden(_("Bạn không soạn văn bản của %(unit)s.") % {"unit": document.issuer})
    if not document.is_draft:
        raise Locked(
            _(
                "Văn bản đã cấp số %(code)s nên không sửa được; nếu sai, hãy phát hành văn bản thay"
                " thế."
            )
            % {"code": document.code}
        )
    return document
