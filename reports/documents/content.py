"""What every paper has, and how the register dresses it: number, day, subject, recipients, signer.

A kind of paper adds its own fields of finished text and names the template that prints them.
"""

from dataclasses import dataclass, replace
from typing import ClassVar, TypeVar

from parindex.units.models import Unit
from reports.documents.base import render_html, render_pdf
from reports.documents.letterhead import Foot, Issuing, Letterhead, signature
from reports.documents.word import html_to_docx
from reports.models import Document, SigningForm


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything that the template prints, as finished text."""

    template: ClassVar[str]

    title: str
    subject: str
    author: str
    kind: str
    issuer: Unit
    letterhead: Letterhead
    addressee: str
    foot: Foot


Any_ = TypeVar("Any_", bound=Content)


def issuing_of(document: Document) -> Issuing:
    return Issuing(document.year, document.number, document.signed_on)


def dressed(content: Any_, document: Document) -> Any_:
    """The content as the register has it: who signs how, whom it goes to, what it is called."""
    recipients = tuple(
        line.strip().lstrip("-– ").rstrip(" ;.,")
        for line in document.recipients.splitlines()
        if line.strip()
    )
    signed = signature(
        document.issuer,
        form=SigningForm(document.signing_form),
        title=document.signer_title,
        name=document.signer_name,
    )
    return replace(
        content,
        subject=document.subject,
        title=titled(content.kind, document.subject),
        foot=Foot(recipients, signed),
    )


def titled(kind: str, subject: str) -> str:
    """ "Kế hoạch khắc phục …", the name under which readers of PDF show it."""
    return f"{kind} {subject[:1].lower()}{subject[1:]}"


def html_of(content: Content) -> str:
    return render_html(content.template, {"paper": content})


def pdf_of(content: Content) -> bytes:
    """Raises PdfUnavailable."""
    return render_pdf(content.template, {"paper": content})


def docx_of(content: Content) -> bytes:
    """The same words for Word."""
    return html_to_docx(html_of(content))
