"""Answers that carry a file."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from reports.documents.base import PDF, Paper


def file_answer(paper: Paper) -> HttpResponse:
    """A PDF opens in the browser, everything else is saved."""
    disposition = content_disposition_header(paper.content_type != PDF, paper.name)
    return HttpResponse(
        paper.content,
        content_type=paper.content_type,
        headers={
            "Content-Disposition": disposition or "",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
