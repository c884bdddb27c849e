"""The files of one document of the register: PDF, Word, and the workbook beside it."""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parindex.errors import PortalError
from parindex.lib.workbooks import XLSX
from reports.documents.base import PDF, Paper
from reports.documents.content import Content, docx_of, dressed, issuing_of, pdf_of
from reports.documents.kinds import KINDS, compose
from reports.models import Document, DocumentFile, DocumentKind, FileFormat

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {FileFormat.PDF: PDF, FileFormat.XLSX: XLSX, FileFormat.DOCX: DOCX}


class Damaged(PortalError):
    """The stored bytes are not those that were issued."""

    status = 500

    def __init__(self, file: DocumentFile) -> None:
        super().__init__(
            _(
                "Tệp “%(name)s” trong kho không còn đúng với bản đã phát hành (sai mã SHA-256)."
                " Hãy báo người quản trị khôi phục từ bản sao lưu."
            )
            % {"name": file.name}
        )


@dataclass(frozen=True)
class Made:
    format: FileFormat
    name: str
    content: bytes


def content_of(document: Document) -> Content:
    """What the paper says, drawn from the figures of this moment."""
    kind = DocumentKind(document.kind)
    issuing = issuing_of(document)
    found = compose(kind, document.source, issuing=issuing, issuer=document.issuer)
    return dressed(found, document)


def formats_of(document: Document) -> tuple[FileFormat, ...]:
    has_workbook = KINDS[DocumentKind(document.kind)].workbook is not None
    return (FileFormat.PDF, FileFormat.DOCX, *((FileFormat.XLSX,) if has_workbook else ()))


def files_of(document: Document) -> list[Made]:
    """Every file of the paper. Raises PdfUnavailable."""
    return [file_of(document, wanted) for wanted in formats_of(document)]


def file_of(document: Document, wanted: FileFormat) -> Made:
    """Raises PdfUnavailable."""
    name = f"{stem_of(document)}.{wanted.value}"
    if wanted == FileFormat.PDF:
        return Made(wanted, name, pdf_of(content_of(document)))
    if wanted == FileFormat.DOCX:
        return Made(wanted, name, docx_of(content_of(document)))
    workbook = KINDS[DocumentKind(document.kind)].workbook
    assert workbook is not None  # noqa: S101  (formats_of has said so)
    return Made(wanted, name, workbook(document.source).content)


def stem_of(document: Document) -> str:
    """53-kh-ubnd-vc-2022: what a folder of downloads sorts well."""
    slug = KINDS[DocumentKind(document.kind)].slug
    place = document.issuer.code.lower()
    number = f"{document.number:02d}-" if document.number else "du-thao-"
    return f"{number}{slug}-{document.year}-{place}"


def frozen(file: DocumentFile) -> Paper:
    """The bytes as they were issued. Raises Damaged."""
    with file.file.open("rb") as stream:
        content = stream.read()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise Damaged(file)
    return Paper(file.name, content, TYPES[FileFormat(file.format)])
