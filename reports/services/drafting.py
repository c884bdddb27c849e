"""Drafts in the register: begin one, settle how it is signed and whom it goes to, throw it away."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Assessment, Campaign
from parindex.errors import Conflict, Forbidden, Invalid
from parindex.history.services import event_record
from parindex.lib.text import nfc
from parindex.units.models import User
from parindex.units.permissions import Right, acts_for
from plans.models import Plan
from reports.documents.content import Content
from reports.documents.kinds import KINDS, compose
from reports.documents.letterhead import Issuing, signing_form
from reports.documents.names import has_committee
from reports.models import Delivery, Document, DocumentKind, DocumentState, Report, SigningForm
from reports.services.locking import locked_draft

Source = Campaign | Assessment | Plan | Report
NEEDS_TITLE = (SigningForm.BY_ORDER, SigningForm.BY_WARRANT)


@dataclass(frozen=True)
class Dress:
    """What the office decides about a draft beside its content."""

    subject: str
    signing_form: SigningForm
    signer_title: str = ""
    signer_name: str = ""
    recipients: str = ""
    units: tuple[int, ...] = ()
    """Ids of units that get it on the portal."""


@transaction.atomic
def document_draft(*, kind: DocumentKind, source: Source, actor: User) -> Document:
    """The draft of this paper about this source: the one that stands, else a new one.

    Raises Forbidden.
    """
    issuer = KINDS[kind].issuer_of(source)
    if not acts_for(actor, Right.DRAFT_DOCUMENT, issuer):
        raise Forbidden(_("Bạn không soạn văn bản của %(unit)s.") % {"unit": issuer})
    standing = Document.objects.filter(
        kind=kind, issuer=issuer, state=DocumentState.DRAFT, **_source_field(source)
    ).first()
    if standing is not None:
        return standing
    content = compose(kind, source, issuing=Issuing(timezone.localdate().year), issuer=issuer)
    document = _new(kind, source, content, actor)
    _deliver(document, KINDS[kind].goes_to(source, issuer).values_list("pk", flat=True))
    event_record(actor=actor, action="document.draft", subject=document)
    return document


def _source_field(source: Source) -> dict[str, Source]:
    return {source._meta.model_name or "": source}


def _new(kind: DocumentKind, source: Source, content: Content, actor: User) -> Document:
    signed = content.foot.signature
    form = _form_of(content)
    return Document.objects.create(
        kind=kind,
        issuer=content.issuer,
        group=KINDS[kind].group,
        year=content.letterhead.issuing.year,
        notation=content.letterhead.notation,
        subject=content.subject[:500],
        signing_form=form,
        signer_title=signed.titles[-1][:200] if signed.titles else "",
        signer_name=signed.name[:120],
        recipients="\n".join(content.foot.recipients),
        drafted_by=actor,
        **_source_field(source),
    )


def _form_of(content: Content) -> SigningForm:
    """As the wording of the paper has it: "KT. TRƯỞNG PHÒNG" is a deputy's."""
    prefixes = {title.split(" ")[0] for title in content.foot.signature.titles}
    for prefix, form in (
        ("KT.", SigningForm.DEPUTY),
        ("TL.", SigningForm.BY_ORDER),
        ("TUQ.", SigningForm.BY_WARRANT),
    ):
        if prefix in prefixes:
            return form
    return signing_form(content.issuer)


@transaction.atomic
def document_edit(*, document_id: int, dress: Dress, version: int, actor: User) -> Document:
    """Raises Forbidden, Locked (issued already), Conflict (stale version), Invalid."""
    document = locked_draft(document_id, actor)
    if document.version != version:
        raise Conflict(_("Người khác vừa sửa dự thảo này. Hãy xem lại trước khi lưu."))
    if errors := _errors(document, dress):
        raise Invalid(errors)
    before = _facts(document)
    document.subject = nfc(dress.subject).strip()
    document.signing_form = dress.signing_form
    document.signer_title = nfc(dress.signer_title).strip()
    document.signer_name = nfc(dress.signer_name).strip()
    document.recipients = nfc(dress.recipients).strip()
    old = set(document.deliveries.values_list("unit", flat=True))
    if before == _facts(document) and old == set(dress.units):
        return document
    document.version += 1
    document.save()
    document.deliveries.exclude(unit__in=dress.units).delete()
    _deliver(document, set(dress.units) - old)
    event_record(
        actor=actor,
        action="document.edit",
        subject=document,
        before={**before, "units": len(old)},
        after={**_facts(document), "units": len(dress.units)},
    )
    return document


def _errors(document: Document, dress: Dress) -> dict[str, str]:
    errors = {}
    if not dress.subject.strip():
        errors["subject"] = _("Hãy ghi trích yếu.")
    if dress.signing_form == SigningForm.COLLECTIVE and not has_committee(document.issuer):
        errors["signing_form"] = _(
            "TM. chỉ dùng cho Ủy ban nhân dân; %(unit)s ký trực tiếp, KT., TL. hoặc TUQ."
        ) % {"unit": document.issuer}
    if dress.signing_form in NEEDS_TITLE and not dress.signer_title.strip():
        errors["signer_title"] = _("Ký thừa lệnh, thừa ủy quyền phải ghi chức vụ người ký.")
    return errors


def _facts(document: Document) -> dict[str, object]:
    return {
        "subject": document.subject,
        "signing_form": document.signing_form,
        "signer": f"{document.signer_title} {document.signer_name}".strip(),
        "recipients": document.recipients,
    }


def _deliver(document: Document, units: Iterable[int]) -> None:
    Delivery.objects.bulk_create(Delivery(document=document, unit_id=unit) for unit in units)


@transaction.atomic
def document_discard(*, document_id: int, actor: User) -> None:
    """Throw a draft away; its history stays. Raises Forbidden, Locked."""
    document = locked_draft(document_id, actor)
    event_record(actor=actor, action="document.discard", subject=document)
    document.delete()
