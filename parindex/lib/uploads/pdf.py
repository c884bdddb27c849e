"""What hides in a PDF: scripts, programs to launch, attached files."""

from collections.abc import Iterator
from typing import BinaryIO

import pikepdf
from pikepdf import settings as pikepdf_settings

from parindex.lib.uploads.base import UploadError
from parindex.lib.uploads.sizes import MEGABYTE

# Of the whole process: 400 KB can pack an object stream of 400 MB, an honest one is far below 1 MB.
pikepdf_settings.set_qpdf_limits(flate_max_memory=32 * MEGABYTE)

_REPRINT = "Hãy mở tệp, chọn In → Lưu thành PDF, rồi tải bản mới lên."


def check_pdf(file: BinaryIO, name: str) -> None:
    """Raises UploadError: needs a password, cannot be read, carries what runs by itself."""
    file.seek(0)
    try:
        with pikepdf.open(file) as pdf:
            if not len(pdf.pages):
                raise UploadError(f"Tệp “{name}” là PDF không có trang nào.")
            found = next(_dangers(pdf), "")
    except pikepdf.PasswordError:
        raise UploadError(
            f"Tệp “{name}” đặt mật khẩu nên người thẩm định không mở được. "
            "Hãy bỏ mật khẩu rồi tải lên lại."
        ) from None
    except (pikepdf.PikepdfError, OSError, ValueError, RuntimeError) as error:
        raise UploadError(
            f"Tệp “{name}” là PDF nhưng bị hỏng, không đọc được. {_REPRINT}"
        ) from error
    if found:
        raise UploadError(f"Tệp “{name}” chứa {found}; chỉ nhận PDF thuần nội dung. {_REPRINT}")


def _dangers(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every object of the file, also those packed in streams, and what stands inside each."""
    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream) and found.get("/Type") == "/ObjStm":
            # Raises where the limit above kept objects out of our sight.
            found.read_bytes()
        for part in _parts(found):
            if danger := _danger(part):
                yield danger


def _parts(found: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The dictionaries that stand directly in an object; referenced ones come by themselves."""
    waiting = [found]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Array):
            waiting += [child for child in part.as_list() if _is_inside(child)]
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part
            waiting += [child for _, child in part.items() if _is_inside(child)]


def _is_inside(child: object) -> bool:
    return isinstance(child, pikepdf.Array | pikepdf.Dictionary) and not child.is_indirect


def _danger(part: pikepdf.Object) -> str:
    action = part.get("/S")
    if action == "/JavaScript" or (action == "/Rendition" and "/JS" in part):
        return "mã JavaScript có thể tự chạy khi mở"
    if action == "/Launch":
        return "lệnh mở chương trình khác"
    return "tệp khác đính kèm bên trong" if "/EF" in part else ""
