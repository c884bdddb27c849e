"""The name of a file as a person gave it, without what could mislead or harm."""

import re
import unicodedata

from parindex.lib.text import nfc

NAME_MAX = 200
_NAMELESS = "tài liệu"
_PATH = re.compile(r"[/\\]")


def clean_name(name: str) -> str:
    """NFC, without folders, control and direction marks; a long name keeps its ending."""
    last = _PATH.split(nfc(name))[-1]
    visible = "".join(c for c in last if not unicodedata.category(c).startswith("C") or c == "\t")
    parts = " ".join(visible.split()).rpartition(".")
    whole, ending = (parts[0], parts[2]) if parts[1] else (parts[2], "")
    tail = f".{ending.strip()}" if ending.strip() else ""
    kept = (whole.strip(" .") or _NAMELESS)[: max(1, NAME_MAX - len(tail))].rstrip()
    return (kept + tail)[:NAME_MAX]


def ending_of(name: str) -> str:
    """`Báo cáo.PDF` → `pdf`; empty without one."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def stem(name: str) -> str:
    """`Báo cáo.PDF` → `Báo cáo`."""
    return name.rpartition(".")[0] or name
