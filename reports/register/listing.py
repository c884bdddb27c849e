"""The list of papers that a person may see, found by word, kind, issuer, year and state."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from parindex.lib.dates import format_date
from parindex.lib.text import fold
from parindex.units.models import Unit
from reports.models import Document, DocumentKind, DocumentState

TONES = {
    DocumentState.DRAFT: ("", "pencil"),
    DocumentState.ISSUING: ("warning", "clock"),
    DocumentState.ISSUED: ("ok", "seal"),
    DocumentState.REPLACED: ("", "history"),
    DocumentState.WITHDRAWN: ("error", "undo"),
}


@dataclass(frozen=True)
class Wanted:
    words: str = ""
    kind: str = ""
    state: str = ""
    year: str = ""
    issuer: str = ""

    @classmethod
    def of(cls, asked: QueryDict) -> "Wanted":
        """Values that mean nothing are no filter."""
        year = asked.get("nam", "")
        issuer = asked.get("co-quan", "")
        kind, state = asked.get("loai", ""), asked.get("trang-thai", "")
        return cls(
            words=asked.get("tim", "").strip(),
            kind=kind if kind in DocumentKind else "",
            state=state if state in DocumentState else "",
            year=year if year.isdecimal() and len(year) == 4 else "",
            issuer=issuer if issuer.isdecimal() and len(issuer) < 10 else "",
        )


def found(visible: QuerySet[Document, Document], wanted: Wanted) -> QuerySet[Document, Document]:
    exact = {"kind": wanted.kind, "state": wanted.state, "year": wanted.year}
    documents = visible.filter(**{name: value for name, value in exact.items() if value})
    if wanted.issuer:
        documents = documents.filter(issuer=int(wanted.issuer))
    for word in fold(wanted.words).split():
        documents = documents.filter(search__contains=word)
    return documents.select_related("issuer__parent")


@dataclass(frozen=True)
class Line:
    url: str
    code: str
    day: str
    subject: str
    kind: str
    issuer: str
    state: str
    tone: str
    icon: str


def line(document: Document) -> Line:
    tone, icon = TONES[DocumentState(document.state)]
    return Line(
        url=document.get_absolute_url(),
        code=document.code,
        day=format_date(document.signed_on),
        subject=document.subject,
        kind=document.get_kind_display(),
        issuer=document.issuer.title,
        state=document.get_state_display(),
        tone=tone,
        icon=icon,
    )


def choices(visible: QuerySet[Document, Document]) -> dict[str, object]:
    """What there is to choose from, so that no choice leads to nothing by itself."""
    years = visible.order_by("-year").values_list("year", flat=True).distinct()
    issuers = Unit.objects.filter(pk__in=visible.order_by().values("issuer"))
    return {
        "kinds": DocumentKind.choices,
        "states": DocumentState.choices,
        "years": [str(year) for year in years],
        "issuers": [(str(unit.pk), unit.title) for unit in issuers],
    }
