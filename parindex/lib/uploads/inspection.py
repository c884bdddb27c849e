"""The allow-list, and the one way in."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

import filetype

from parindex.lib.uploads.base import UploadError
from parindex.lib.uploads.images import check_jpeg, check_png
from parindex.lib.uploads.names import clean_name, ending_of
from parindex.lib.uploads.office import OLE_SIGNATURE, check_excel, check_word, ole_complaint
from parindex.lib.uploads.pdf import check_pdf
from parindex.lib.uploads.sizes import MEGABYTE, format_excess, format_size

_CHUNK = MEGABYTE
_HEAD = 8192


@dataclass(frozen=True)
class Inspection:
    """What is known of a file that may be taken; ``name`` is clean, ``sha256`` in hex."""

    content_type: str
    sha256: str
    size: int
    name: str


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken. ``signatures``: what its first bytes may be known as."""

    content_type: str
    label: str
    signatures: frozenset[str]
    check: Callable[[BinaryIO, str], None]


_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_WORD = f"{_OPEN_XML}wordprocessingml.document"
_EXCEL = f"{_OPEN_XML}spreadsheetml.sheet"
# The order of parts in the pack differs by the software that wrote it, so its first bytes only
# tell that it is a pack; what it is stands in its list of contents (office.py).
_PACKS = frozenset({_WORD, _EXCEL, f"{_OPEN_XML}presentationml.presentation", "application/zip"})

_JPEG = Kind("image/jpeg", "ảnh JPG", frozenset({"image/jpeg"}), check_jpeg)
KINDS = {
    "pdf": Kind("application/pdf", "PDF", frozenset({"application/pdf"}), check_pdf),
    "docx": Kind(_WORD, "tệp Word (.docx)", _PACKS, check_word),
    "xlsx": Kind(_EXCEL, "tệp Excel (.xlsx)", _PACKS, check_excel),
    "png": Kind("image/png", "ảnh PNG", frozenset({"image/png"}), check_png),
    "jpg": _JPEG,
    "jpeg": _JPEG,
}
KINDS_TEXT = "PDF, DOCX, XLSX, PNG, JPG"
# The last two make phones offer the camera, and iPhones send JPEG instead of HEIC.
ACCEPT = ",".join([*(f".{ending}" for ending in KINDS), "image/png", "image/jpeg"])
VIEWABLE = frozenset({"application/pdf", "image/png", "image/jpeg"})
"""Content types that browsers show by themselves."""

_UNPACK = "Hãy giải nén và chọn từng tệp bên trong."
_TO_PDF = "Hãy xuất ra PDF rồi tải lên."
_NO_MACRO = "Tệp loại này có thể chứa macro. Hãy lưu thành .docx, .xlsx hoặc .pdf rồi tải lên."
_ADVICE = {
    "doc": "Hãy mở bằng Word, lưu thành .docx hoặc .pdf rồi tải lên.",
    "xls": "Hãy mở bằng Excel, lưu thành .xlsx hoặc .pdf rồi tải lên.",
    **dict.fromkeys(("docm", "dotm", "xlsm", "xlsb", "xltm"), _NO_MACRO),
    **dict.fromkeys(("zip", "rar", "7z"), _UNPACK),
    **dict.fromkeys(("ppt", "pptx", "odt", "ods", "rtf", "html"), _TO_PDF),
    **dict.fromkeys(("heic", "heif", "webp", "gif", "bmp", "tif", "tiff"), "Hãy đổi sang ảnh JPG."),
}
_CONTENT_NAMES = {
    "application/pdf": "PDF",
    "application/zip": "tệp nén ZIP",
    "application/x-msdownload": "chương trình chạy (EXE)",
    "image/jpeg": "ảnh JPG",
    "image/png": "ảnh PNG",
    _WORD: "tệp Word (.docx)",
    _EXCEL: "tệp Excel (.xlsx)",
}


def inspect(file: BinaryIO, *, name: str, size: int, limit: int) -> Inspection:
    """``size`` as announced and ``limit`` in bytes. Leaves the file at its beginning.

    Raises UploadError with a message for the person who sent it.
    """
    name = clean_name(name)
    kind = _kind_of(name)
    _check_size(name, size, limit)
    sha256, measured = _digest(file, limit)
    _check_size(name, measured, limit)
    _check_signature(file, name, kind)
    kind.check(file, name)
    file.seek(0)
    return Inspection(content_type=kind.content_type, sha256=sha256, size=measured, name=name)


def _kind_of(name: str) -> Kind:
    ending = ending_of(name)
    if kind := KINDS.get(ending):
        return kind
    what = f"có đuôi .{ending}" if ending else "không có đuôi cho biết loại tệp"
    advice = _ADVICE.get(ending, "")
    raise UploadError(f"Tệp “{name}” {what}; chỉ nhận {KINDS_TEXT}. {advice}".rstrip())


def _check_size(name: str, size: int, limit: int) -> None:
    if size == 0:
        raise UploadError(f"Tệp “{name}” rỗng (0 byte). Hãy kiểm tra lại tệp trên máy.")
    if size > limit:
        raise UploadError(
            f"Tệp “{name}” nặng {format_excess(size)}, quá mức {format_size(limit)} của mỗi tệp. "
            "Hãy giảm dung lượng hoặc tách thành nhiều tệp."
        )


def _digest(file: BinaryIO, limit: int) -> tuple[str, int]:
    """SHA-256 and true size; stops soon after the limit."""
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while size <= limit and (chunk := file.read(_CHUNK)):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _check_signature(file: BinaryIO, name: str, kind: Kind) -> None:
    file.seek(0)
    head = file.read(_HEAD)
    if kind.signatures is _PACKS and head.startswith(OLE_SIGNATURE):
        raise UploadError(ole_complaint(file, name))
    found = filetype.guess(head)  # type: ignore[no-untyped-call]
    if found is not None and found.mime in kind.signatures:
        return
    raise UploadError(
        f"Tệp “{name}” mang đuôi của {kind.label} nhưng nội dung {_found(found)}; "
        "có thể tệp đã bị đổi đuôi hoặc bị hỏng. Hãy mở lại, lưu đúng loại rồi tải lên."
    )


def _found(known: Any) -> str:
    if known is None:
        return "không nhận ra được"
    return f"là {_CONTENT_NAMES.get(known.mime, f'tệp {known.extension.upper()}')}"
