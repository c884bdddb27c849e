"""Documents of a case: what its official attaches, and what lies in the store."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils import timezone

from assessments.models import Evidence, EvidenceFile, EvidenceLink
from assessments.services.evidence import (
    evidence_add,
    evidence_describe,
    evidence_link,
    evidence_replace,
    evidence_unlink,
)
from assessments.services.evidence_details import Details
from parindex.history.models import Event
from parindex.units.models import Unit, User
from tests.assessments.cases import Case
from tests.lib.samples import pdf

PLAN = Details(
    number="15/KH-UBND",
    issued_on=date(2022, 1, 5),
    issuer="UBND xã Một",
    title="Kế hoạch cải cách hành chính năm 2022",
    place="mục II, trang 3",
)


def upload(content: bytes | None = None, name: str = "kế hoạch.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if content is None else content)


def marked_pdf(mark: int) -> bytes:
    """A PDF unlike that of another mark."""
    return pdf(lambda made: setattr(made.Root, "Mark", mark))


def stored_files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def last_event(action: str) -> tuple[dict[str, object], dict[str, object]]:
    """What stood before and after in the newest event of the kind."""
    event = Event.objects.filter(action=action).latest("pk")
    return event.before or {}, event.after or {}


@dataclass
class Papers:
    """Acts of the case's official unless told otherwise, now unless told otherwise."""

    case: Case

    def add(
        self,
        code: str = "1.1",
        file: "UploadedFile[bytes] | None" = None,
        details: Details = PLAN,
        *,
        actor: User | None = None,
        unit: Unit | None = None,
        at: datetime | None = None,
    ) -> Evidence:
        return evidence_add(
            entry_id=self.case.entry(code, unit).pk,
            actor=actor or self.case.official,
            file=file or upload(),
            details=details,
            at=at or timezone.now(),
        )

    def link(
        self,
        evidence: Evidence,
        code: str,
        *,
        place: str = "",
        actor: User | None = None,
        unit: Unit | None = None,
    ) -> EvidenceLink:
        return evidence_link(
            evidence_id=evidence.pk,
            entry_id=self.case.entry(code, unit).pk,
            actor=actor or self.case.official,
            at=timezone.now(),
            place=place,
        )

    def replace(
        self,
        evidence: Evidence,
        file: SimpleUploadedFile | None = None,
        *,
        actor: User | None = None,
        at: datetime | None = None,
    ) -> EvidenceFile:
        return evidence_replace(
            evidence_id=evidence.pk,
            actor=actor or self.case.official,
            file=file or upload(marked_pdf(2)),
            at=at or timezone.now(),
        )

    def describe(
        self,
        evidence: Evidence,
        details: Details,
        *,
        code: str = "1.1",
        actor: User | None = None,
        at: datetime | None = None,
    ) -> Evidence:
        return evidence_describe(
            evidence_id=evidence.pk,
            entry_id=self.case.entry(code).pk,
            actor=actor or self.case.official,
            details=details,
            at=at or timezone.now(),
        )

    def unlink(
        self,
        evidence: Evidence,
        code: str = "1.1",
        *,
        actor: User | None = None,
        at: datetime | None = None,
    ) -> EvidenceLink:
        link = EvidenceLink.objects.get(evidence=evidence, entry=self.case.entry(code))
        return evidence_unlink(
            link_id=link.pk, actor=actor or self.case.official, at=at or timezone.now()
        )
