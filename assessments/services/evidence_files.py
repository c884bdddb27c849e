"""The files of documents: inspected, stored under a name nobody guesses, never overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import Exists, Max, OuterRef, Subquery
from django.utils.translation import gettext as _

from assessments.models import Entry, Evidence, EvidenceFile, EvidenceLink
from assessments.models.evidence import stored_name
from parindex.errors import Invalid
from parindex.history.services import actor_title
from parindex.lib import uploads
from parindex.units.models import User


def inspect(file: File[bytes]) -> uploads.Inspection:
    """Raises Invalid with what is wrong with the file."""
    try:
        return uploads.inspect(
            cast(BinaryIO, file.file),
            name=file.name or "",
            size=file.size,
            limit=settings.EVIDENCE_MAX_BYTES,
        )
    except uploads.UploadError as error:
        raise Invalid({"file": str(error)}) from error


def stored(evidence: Evidence, file: File[bytes]) -> AbstractContextManager[str]:
    """The file in storage, gone again if the block fails."""
    return stored_as(stored_name(EvidenceFile(evidence=evidence), ""), file)


@contextmanager
def stored_as(wanted: str, file: File[bytes]) -> Iterator[str]:
    """The same for any file, under a name like the one wanted."""
    name = default_storage.save(wanted, file)
    try:
        yield name
    except BaseException:
        default_storage.delete(name)
        raise


def new_revision(
    evidence: Evidence, stored_as: str, found: uploads.Inspection, actor: User, *, round_: int
) -> EvidenceFile:
    last = EvidenceFile.objects.filter(evidence=evidence).aggregate(last=Max("revision"))["last"]
    return EvidenceFile.objects.create(
        evidence=evidence,
        revision=(last or 0) + 1,
        file=stored_as,
        name=found.name,
        content_type=found.content_type,
        size=found.size,
        sha256=found.sha256,
        round=round_,
        uploaded_by=actor,
        uploaded_by_name=actor_title(actor),
    )


def known_document(entry: Entry, found: uploads.Inspection) -> Evidence | None:
    """A document of the unit's own in the assessment whose present file is this very one.

    Raises Invalid when it already proves the entry.
    """
    latest = EvidenceFile.objects.filter(evidence=OuterRef("pk")).order_by("-revision")
    of_entry = EvidenceLink.objects.filter(evidence=OuterRef("pk"), entry=entry)
    same = (
        Evidence.objects.filter(assessment=entry.assessment_id, stand_in="")
        .annotate(sha256=Subquery(latest.values("sha256")[:1]), is_linked=Exists(of_entry))
        .filter(sha256=found.sha256)
        .order_by("-is_linked", "pk")
        .first()
    )
    if same is not None and same.is_linked:
        raise Invalid(
            {
                "file": _("Tệp “%(name)s” đã gắn với mục này: %(document)s.")
                % {"name": found.name, "document": same}
            }
        )
    return same


def facts_of(file: EvidenceFile) -> dict[str, object]:
    """For the history: which file, beyond doubt."""
    return {"file": file.name, "revision": file.revision, "sha256": file.sha256}
