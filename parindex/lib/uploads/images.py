"""Photos and scans: readable, and not so large that opening one stops a machine."""

import struct
from typing import BinaryIO

from PIL import Image

from parindex.lib.numbers import format_decimal
from parindex.lib.uploads.base import UploadError

PIXELS_MAX = 89_000_000
_SMALLER = "Hãy giảm độ phân giải hoặc chụp lại rồi tải lên."


def check_png(file: BinaryIO, name: str) -> None:
    _check(file, name, "PNG")


def check_jpeg(file: BinaryIO, name: str) -> None:
    _check(file, name, "JPEG")


def _check(file: BinaryIO, name: str, form: str) -> None:
    """Reads the header and checksums; the pixels are never unpacked."""
    file.seek(0)
    try:
        with Image.open(file, formats=[form]) as image:
            width, height = image.size
            image.verify()
    except Image.DecompressionBombError:
        raise UploadError(
            f"Ảnh “{name}” có quá nhiều điểm ảnh; tối đa {_millions(PIXELS_MAX)}. {_SMALLER}"
        ) from None
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
        raise UploadError(
            f"Ảnh “{name}” bị hỏng, không đọc được. Hãy chụp hoặc quét lại rồi tải lên."
        ) from error
    if width * height > PIXELS_MAX:
        raise UploadError(
            f"Ảnh “{name}” có {width} × {height} điểm ảnh; tối đa {_millions(PIXELS_MAX)}. "
            f"{_SMALLER}"
        )


def _millions(pixels: int) -> str:
    return f"{format_decimal(pixels // 1_000_000, 0)} triệu điểm ảnh"
