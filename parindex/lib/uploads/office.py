"""What hides in a Word or Excel file: macros, a password, a pack that bursts when opened."""

import struct
import zipfile
import zlib
from typing import BinaryIO
from xml.etree import ElementTree

from parindex.lib.uploads.base import UploadError
from parindex.lib.uploads.sizes import MEGABYTE, format_size

UNPACKED_MAX = 200 * MEGABYTE
RATIO_MAX = 100
RATIO_FROM = 20 * MEGABYTE
"""Small sheets of equal cells shrink a hundredfold honestly; a bomb is large as well."""
MEMBERS_MAX = 10_000
CONTENT_TYPES_MAX = MEGABYTE

OLE_SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")

WORD_MAIN = "wordprocessingml.document.main+xml"
EXCEL_MAIN = "spreadsheetml.sheet.main+xml"
_MAINS = {WORD_MAIN: "tệp Word (.docx)", EXCEL_MAIN: "tệp Excel (.xlsx)"}
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ElementTree.ParseError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
_MACROS = ("macroenabled", "vbaproject", "macrosheet")


def check_word(file: BinaryIO, name: str) -> None:
    _check(file, name, WORD_MAIN)


def check_excel(file: BinaryIO, name: str) -> None:
    _check(file, name, EXCEL_MAIN)


def ole_complaint(file: BinaryIO, name: str) -> str:
    """A container of the old kind under a new ending: a password, or the old format renamed."""
    file.seek(0)
    if _ENCRYPTED_PART in file.read():
        return (
            f"Tệp “{name}” đặt mật khẩu nên người thẩm định không mở được. "
            "Hãy bỏ mật khẩu rồi tải lên lại."
        )
    return (
        f"Tệp “{name}” thực ra là định dạng Office cũ (.doc, .xls). "
        "Hãy mở bằng Word hoặc Excel, lưu thành .docx, .xlsx hoặc .pdf rồi tải lên."
    )


def _check(file: BinaryIO, name: str, expected: str) -> None:
    """Reads the directory only; nothing is unpacked but the small list of contents."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as pack:
            members = pack.infolist()
            _check_pack(members, name)
            types = _content_types(pack, name)
    except _UNREADABLE as error:
        raise UploadError(_broken(name)) from error
    if _has_macros(members, types):
        raise UploadError(
            f"Tệp “{name}” chứa macro, có thể tự chạy khi mở. "
            "Hãy lưu thành .docx hoặc .xlsx không có macro, hoặc .pdf, rồi tải lên."
        )
    found = next((main for main in _MAINS if any(t.endswith(main) for t in types)), "")
    if found != expected:
        actual = _MAINS.get(found, "tệp nén, không phải tệp Word, Excel")
        raise UploadError(
            f"Tệp “{name}” mang đuôi của {_MAINS[expected]} nhưng nội dung là {actual}. "
            "Hãy lưu lại bằng đúng phần mềm rồi tải lên."
        )


def _check_pack(members: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(m.file_size for m in members)
    packed = max(1, sum(m.compress_size for m in members))
    is_bomb = unpacked > UNPACKED_MAX or (unpacked > RATIO_FROM and unpacked > RATIO_MAX * packed)
    if is_bomb or len(members) > MEMBERS_MAX:
        raise UploadError(
            f"Tệp “{name}” khi mở ra nở đến {format_size(unpacked)}, {len(members)} phần; tối đa "
            f"{format_size(UNPACKED_MAX)}, {RATIO_MAX} lần dung lượng tệp. Hãy lưu thành PDF."
        )
    if any(m.flag_bits & 1 for m in members):
        raise UploadError(f"Tệp “{name}” đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.")


def _content_types(pack: zipfile.ZipFile, name: str) -> list[str]:
    """What the file says it consists of. Read as XML: an entity could hide a word from a search."""
    lists = [m for m in pack.infolist() if m.filename.lower() == "[content_types].xml"]
    if not lists:
        return []
    if len(lists) > 1 or lists[0].file_size > CONTENT_TYPES_MAX:
        raise UploadError(_broken(name))
    with pack.open(lists[0]) as stream:
        text = stream.read(CONTENT_TYPES_MAX)
    if b"<!DOCTYPE" in text.replace(b"\0", b""):
        raise UploadError(_broken(name))
    root = ElementTree.fromstring(text)  # noqa: S314 – nhỏ và không có DTD
    return [part.get("ContentType", "") for part in root]


def _has_macros(members: list[zipfile.ZipInfo], types: list[str]) -> bool:
    return any(m.filename.lower().endswith("vbaproject.bin") for m in members) or any(
        word in declared.lower() for declared in types for word in _MACROS
    )


def _broken(name: str) -> str:
    return f"Tệp “{name}” bị hỏng, không đọc được. Hãy mở lại, lưu thành tệp mới rồi tải lên."
