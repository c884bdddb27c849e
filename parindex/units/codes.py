"""The code of a unit: the one key by which units are matched, in addresses and in workbooks."""

import re

from django.utils.translation import gettext_lazy as _

from parindex.lib.text import nfc

CODE_HINT = _("Mã gồm chữ in hoa không dấu, chữ số và gạch ngang, ví dụ CANH-VINH hoặc 21934.")
_SHAPE = re.compile(r"[0-9A-Z]+(-[0-9A-Z]+)*")
MAX_LENGTH = 40


def code_clean(text: str) -> str:
    """Upper case without outer blanks."""
    return nfc(text).strip().upper()


def is_code(text: str) -> bool:
    return bool(_SHAPE.fullmatch(text)) and len(text) <= MAX_LENGTH
