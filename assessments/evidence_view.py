"""The documents that prove entries, ready for a page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from assessments import access
from assessments.deadlines import lock_reason
from assessments.models import Entry, Evidence, EvidenceFile, EvidenceLink
from assessments.workflow import Phase
from parindex.lib import uploads
from parindex.lib.dates import format_date, format_moment
from parindex.lib.text import fold
from parindex.units.models import User

SHOWN_AT_MOST = 50
SEARCH_FROM = 10
"""More documents than this need a search box."""

Document = dict[str, Any]

_PAGE = re.compile(r"\b(?:trang|tr\.?)\s*([0-9]{1,4})\b", re.IGNORECASE)


def evidence_of(
    entries: Iterable[Entry], *, user: User, at: datetime | None = None
) -> dict[int, list[Document]]:
    """For each entry its documents in the order of attaching; links to change them where the user
    may. Two queries for a whole sheet, one more for the unit's own people (their deadline)."""
    links = list(
        EvidenceLink.objects.filter(entry__in=[entry.pk for entry in entries])
        .select_related("entry__sheet", "entry__criterion", "evidence__assessment__unit")
        .select_related("evidence__assessment__campaign__organiser")
        .select_related("evidence__assessment__campaign__standing_office")
        .order_by("pk")
    )
    files = _files_by_document(link.evidence_id for link in links)
    changeable = _changeable(links, user, at or timezone.now())
    found: dict[int, list[Document]] = defaultdict(list)
    for link in links:
        found[link.entry_id].append(
            {
                **document_view(link.evidence, files[link.evidence_id], place=link.place),
                "added_in": link.round,
                **_change_urls(link, is_open=link.pk in changeable),
            }
        )
    return found


def document_view(
    evidence: Evidence, files: Sequence[EvidenceFile], *, place: str = ""
) -> Document:
    """What a page shows of a document; ``files`` newest first, opened at the page of ``place``."""
    latest, *earlier = [_file_view(file, place) for file in files] or [_NO_FILE]
    return {
        "place": place,
        "id": evidence.pk,
        "number": evidence.number,
        "date_text": format_date(evidence.issued_on) if evidence.issued_on else "",
        "issuer": evidence.issuer,
        "title": evidence.title,
        "stand_in": evidence.stand_in,
        "stand_in_reason": evidence.stand_in_reason,
        **latest,
        "revisions": len(files),
        "earlier": earlier,
    }


def by_round(documents: Iterable[Document], round_: int) -> tuple[list[Document], list[Document]]:
    """Those whose present file came in this round, and those of the rounds before.

    A document whose file was replaced stands in both: the new file, and the one it replaced. What
    is new is told by the round of attaching or uploading, never by a moment.
    """
    fresh, older = [], []
    for document in documents:
        if document["added_in"] == round_:
            fresh.append(document)
            continue
        if document["round"] != round_:
            older.append(document)
            continue
        fresh.append({**document, "earlier": []})
        if document["earlier"]:
            latest, *rest = document["earlier"]
            older.append({**document, **latest, "earlier": rest})
    return fresh, older


def other_documents(entry: Entry, search: str = "") -> tuple[list[Document], int]:
    """Documents of the same assessment that do not yet prove the entry, newest first: those that
    match the search (at most ``SHOWN_AT_MOST``), and how many there are in all."""
    documents: QuerySet[Evidence] = (
        Evidence.objects.filter(assessment=entry.assessment_id)
        .exclude(links__entry=entry)
        .prefetch_related("files", "links__entry__criterion")
        .order_by("-pk")
    )
    views = [
        {**document_view(item, list(item.files.all())), "proves": _codes(item)}
        for item in documents
    ]
    words = fold(search).split()
    matching = [view for view in views if all(word in _searchable(view) for word in words)]
    return matching[:SHOWN_AT_MOST], len(views)


def upload_rules() -> dict[str, object]:
    """What the file input says and lets choose."""
    return {
        "types": uploads.KINDS_TEXT,
        "accept": uploads.ACCEPT,
        "max_mb": settings.EVIDENCE_MAX_BYTES // (1024 * 1024),
    }


def _files_by_document(documents: Iterable[int]) -> dict[int, list[EvidenceFile]]:
    found: dict[int, list[EvidenceFile]] = defaultdict(list)
    for file in EvidenceFile.objects.filter(evidence__in=set(documents)).order_by("-revision"):
        found[file.evidence_id].append(file)
    return found


_NO_FILE: Document = {
    "name": "",
    "size_text": "",
    "file_url": "",
    "view_url": "",
    "round": 1,
    "uploaded_text": "",
}


def _file_view(file: EvidenceFile, place: str) -> Document:
    url = reverse("evidence-file", args=[file.pk])
    is_viewable = file.content_type in uploads.VIEWABLE
    return {
        "name": file.name,
        "size_text": uploads.format_size(file.size),
        "file_url": url,
        "view_url": f"{url}?xem=1{_opened_at(file, place)}" if is_viewable else "",
        "round": file.round,
        "uploaded_text": format_moment(timezone.localtime(file.uploaded_at)),
    }


def _opened_at(file: EvidenceFile, place: str) -> str:
    """A PDF opens without the strip of thumbnails, at the page that is named."""
    if file.content_type != "application/pdf":
        return ""
    page = _PAGE.search(place)
    return f"#navpanes=0&pagemode=none{f'&page={page[1]}' if page else ''}"


def _changeable(links: Sequence[EvidenceLink], user: User, at: datetime) -> set[int]:
    """The links that this person may change now."""
    reasons: dict[tuple[int, Phase], str] = {}
    found = set()
    for link in links:
        assessment = link.evidence.assessment
        link.entry.sheet.assessment = assessment
        phase = _phase_to_change(link, user)
        if phase is None or link.evidence.stand_in:
            continue
        if (assessment.pk, phase) not in reasons:
            reasons[assessment.pk, phase] = lock_reason(assessment, phase, at)
        if not reasons[assessment.pk, phase]:
            found.add(link.pk)
    return found


def _phase_to_change(link: EvidenceLink, user: User) -> Phase | None:
    """The phase in which the person may change what proves the entry, if there is one now."""
    sheet = link.entry.sheet
    if access.may_declare_entry(user, link.entry):
        return Phase.SELF
    if access.may_explain(user, sheet) and link.round == sheet.round:
        return Phase.EXPLANATION
    return None


def _change_urls(link: EvidenceLink, *, is_open: bool) -> dict[str, str]:
    if not is_open:
        return {"replace_url": "", "unlink_url": ""}
    replace = reverse("evidence-replace", args=[link.evidence_id])
    return {
        "replace_url": f"{replace}?muc={link.entry_id}",
        "unlink_url": reverse("evidence-unlink", args=[link.pk]),
    }


def _codes(evidence: Evidence) -> str:
    links = sorted(evidence.links.all(), key=lambda link: link.entry.criterion.sort_key)
    return ", ".join(link.entry.criterion.code for link in links)


def _searchable(view: Document) -> str:
    parts = ("number", "date_text", "issuer", "title", "name", "proves")
    return fold(" ".join(str(view[part]) for part in parts))
