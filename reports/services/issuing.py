"""Issuing: a number, a day, and the bytes, once and for all.

Two steps, so that no lock is held while a long paper is drawn and no number is lost when drawing
fails. First the number is taken, in one short transaction on the locked row of the book; then a
job draws the paper and freezes it. A paper whose job failed keeps its number and is drawn again.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.jobs import job_open
from parindex.history.models import Job
from parindex.history.services import event_record
from parindex.lib.dates import format_date
from parindex.units.models import User
from parindex.units.permissions import Right, acts_for
from reports.documents.kinds import KINDS
from reports.models import Book, Document, DocumentKind, DocumentState
from reports.tasks import document_file

JOB = "document.file"


@transaction.atomic
def document_issue(
    *, document_id: int, version: int, signed_on: date, number: int | None, actor: User
) -> Job:
    """Number and date the paper and have it frozen. ``number`` None takes the next of the book.

    Raises Forbidden, Locked (not a draft), Conflict (stale version), Invalid (a day out of order or
    to come, a number that is taken).
    """
    document = _locked(document_id, actor)
    if document.version != version:
        raise Conflict(_("Dự thảo vừa được sửa. Hãy xem lại trước khi phát hành."))
    if signed_on > timezone.localdate():
        raise Invalid({"signed_on": _("Ngày ký không được sau hôm nay.")})
    book = _locked_book(document, signed_on.year)
    if freeze := KINDS[DocumentKind(document.kind)].at_issue:
        freeze(document.source, document)
    document.number = _number(book, number, signed_on)
    document.signed_on, document.year = signed_on, signed_on.year
    document.state = DocumentState.ISSUING
    document.version += 1
    document.save()
    book.last_number = max(book.last_number, document.number)
    book.save(update_fields=["last_number"])
    event_record(
        actor=actor,
        action="document.issue",
        subject=document,
        after={"number": document.code, "date": signed_on, "chosen": number is not None},
    )
    return _ask(document, actor)


def _locked(document_id: int, actor: User) -> Document:
    document = (
        Document.objects.select_for_update(of=("self",))
        .select_related("issuer__parent")
        .get(pk=document_id)
    )
    if not acts_for(actor, Right.ISSUE_DOCUMENT, document.issuer):
        raise Forbidden(
            _("Bạn không được phát hành văn bản của %(unit)s.") % {"unit": document.issuer}
        )
    if not document.is_draft:
        raise Locked(_("Văn bản này đã được cấp số %(code)s.") % {"code": document.code})
    return document


def _locked_book(document: Document, year: int) -> Book:
    key: dict[str, Any] = {"issuer": document.issuer, "group": document.group, "year": year}
    Book.objects.get_or_create(**key)
    return Book.objects.select_for_update().get(**key)


def _number(book: Book, wanted: int | None, signed_on: date) -> int:
    """The next number, whose day cannot lie before that of the last; or the one that was given by
    hand, if it is free, between its neighbours' days."""
    number = wanted or book.last_number + 1
    if number < 1:
        raise Invalid({"number": _("Số văn bản bắt đầu từ 1.")})
    issued = Document.objects.filter(issuer=book.issuer, group=book.group, year=book.year)
    if issued.filter(number=number).exists():
        raise Invalid({"number": _("Số %(number)d của sổ này đã cấp.") % {"number": number}})
    before = issued.filter(number__lt=number).order_by("-number").first()
    after = issued.filter(number__gt=number).order_by("number").first()
    if before and before.signed_on and signed_on < before.signed_on:
        raise Invalid({"signed_on": _out_of_order(before, _("trước"))})
    if after and after.signed_on and signed_on > after.signed_on:
        raise Invalid({"signed_on": _out_of_order(after, _("sau"))})
    return number


def _out_of_order(neighbour: Document, word: str) -> str:
    return _(
        "Văn bản số %(code)s ký ngày %(day)s, nên văn bản này không thể ký %(word)s ngày đó."
    ) % {"code": neighbour.code, "day": format_date(neighbour.signed_on), "word": word}


def _ask(document: Document, actor: User) -> Job:
    job = job_open(
        kind=JOB,
        title=_("Đóng tệp văn bản số %(code)s") % {"code": document.code},
        owner=actor,
        subject=document,
    )
    transaction.on_commit(lambda: document_file.delay(job.pk))
    return job


@transaction.atomic
def document_file_again(*, document_id: int, actor: User) -> Job:
    """Draw a numbered paper whose job failed or was lost. Raises Forbidden, Locked."""
    document = Document.objects.select_for_update(of=("self",)).get(pk=document_id)
    if not acts_for(actor, Right.ISSUE_DOCUMENT, document.issuer):
        raise Forbidden(
            _("Bạn không được phát hành văn bản của %(unit)s.") % {"unit": document.issuer}
        )
    if document.state != DocumentState.ISSUING:
        raise Locked(_("Văn bản này không chờ đóng tệp."))
    job = last_job(document)
    if job and job.is_open and not job.is_lost(timezone.now()):
        raise Locked(_("Việc đóng tệp đang chạy; hãy chờ ít phút rồi tải lại trang."))
    return _ask(document, actor)


def last_job(document: Document) -> Job | None:
    return Job.objects.filter(
        kind=JOB, subject=document._meta.label_lower, subject_id=document.pk
    ).first()
