"""What is written about a document: read as typed, checked, put on the record."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Evidence, EvidenceLink
from parindex.errors import Invalid
from parindex.lib import uploads
from parindex.lib.dates import format_date
from parindex.lib.text import nfc

EARLIEST_YEAR = 1945


@dataclass(frozen=True)
class Details:
    """As a person typed it; ``place`` is where in the document the proof stands."""

    number: str = ""
    issued_on: date | None = None
    issuer: str = ""
    title: str = ""
    place: str = ""

    @property
    def says_nothing(self) -> bool:
        return not (self.number or self.issued_on or self.issuer or self.title)


def read_details(details: Details, at: datetime) -> Details:
    """Words composed and trimmed, a date that can be. Raises Invalid."""
    if details.issued_on:
        _check_date(details.issued_on, timezone.localdate(at))
    return Details(
        number=line(details.number),
        issued_on=details.issued_on,
        issuer=line(details.issuer),
        title=line(details.title),
        place=line(details.place),
    )


def line(text: str) -> str:
    return " ".join(nfc(text).split())


def describe(evidence: Evidence, details: Details, *, file_name: str) -> None:
    """Without a title the document goes by the name of its file. Raises Invalid."""
    evidence.number, evidence.issued_on = details.number, details.issued_on
    evidence.issuer = details.issuer
    evidence.title = details.title or uploads.stem(file_name)
    check_fields(evidence, exclude=["assessment"])


def check_fields(instance: models.Model, *, exclude: list[str]) -> None:
    try:
        instance.clean_fields(exclude=exclude)
    except ValidationError as error:
        messages = {name: " ".join(texts) for name, texts in error.message_dict.items()}
        raise Invalid(messages) from error


def facts_of(link: EvidenceLink) -> dict[str, object]:
    """For the history: the document and its place as they are now."""
    evidence = link.evidence
    return {
        "evidence": evidence.pk,
        "number": evidence.number,
        "issued_on": evidence.issued_on,
        "issuer": evidence.issuer,
        "title": evidence.title,
        "place": link.place,
    }


def _check_date(issued_on: date, today: date) -> None:
    if issued_on > today:
        problem = _("Ngày %(day)s chưa tới; hãy nhập ngày ghi trên tài liệu.")
    elif issued_on.year < EARLIEST_YEAR:
        problem = _("Ngày %(day)s quá xa; hãy kiểm tra lại năm.")
    else:
        return
    raise Invalid({"issued_on": problem % {"day": format_date(issued_on)}})
