"""What papers and reports keep: the register of documents, the wording of papers."""

from reports.models.documents import (
    NUMBERED,
    OUT,
    Book,
    BookGroup,
    Delivery,
    Document,
    DocumentFile,
    DocumentKind,
    DocumentState,
    FileFormat,
    SigningForm,
)
from reports.models.wording import DocumentWording, Section

__all__ = [
    "NUMBERED",
    "OUT",
    "Book",
    "BookGroup",
    "Delivery",
    "Document",
    "DocumentFile",
    "DocumentKind",
    "DocumentState",
    "DocumentWording",
    "FileFormat",
    "Section",
    "SigningForm",
]
