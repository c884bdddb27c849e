"""Freezing a numbered paper: drawn once, its bytes kept, the recipients told."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from parindex.errors import Conflict
from parindex.history.services import event_record
from reports.documents.files import Made, files_of
from reports.models import Document, DocumentFile, DocumentState
from reports.models.documents import stored_name
from reports.services.telling import recipients_tell


def document_freeze(*, document: Document, at: datetime) -> None:
    """Draw the numbered paper and keep its bytes; a paper frozen meanwhile stays as it is.

    Raises what drawing raises; then the paper keeps its number and waits.
    """
    made = files_of(document)
    stored = [_store(document, file) for file in made]
    try:
        with transaction.atomic():
            _keep(document, stored, at)
    except BaseException:
        for file in stored:
            default_storage.delete(str(file.file))
        raise


def _store(document: Document, made: Made) -> DocumentFile:
    row = DocumentFile(
        document=document,
        format=made.format,
        name=made.name,
        size=len(made.content),
        sha256=hashlib.sha256(made.content).hexdigest(),
    )
    row.file = default_storage.save(stored_name(row, ""), ContentFile(made.content))
    return row


def _keep(document: Document, stored: list[DocumentFile], at: datetime) -> None:
    taken = Document.objects.filter(pk=document.pk, state=DocumentState.ISSUING).update(
        state=DocumentState.ISSUED, issued_at=at
    )
    if not taken:
        raise Conflict(_("Văn bản này đã được đóng tệp."))
    DocumentFile.objects.bulk_create(stored)
    document.state = DocumentState.ISSUED
    recipients_tell(document)
    event_record(
        actor=None,
        action="document.freeze",
        subject=document,
        after={file.format: file.sha256 for file in stored},
    )
