"""What a loose figure is about, by the words beside it."""

import re
from enum import Enum, auto

from parindex.lib.text import fold, nfc


class Subject(Enum):
    INDEX = auto()
    """The whole index, fields and survey together."""
    SIPAS = auto()
    FACTOR = auto()
    """One of the factors whose mean is the satisfaction index."""
    TOTAL = auto()
    """A row "Tổng", "Cộng"."""


NAMES = {Subject.INDEX: "Chỉ số", Subject.SIPAS: "SIPAS", Subject.TOTAL: "Tổng"}
"""What stands in place of a code beside a slip of these figures."""

_PREFIX = r"^\W*(?:(?:[a-z]|[ivx]{1,4}|\d{1,2}|[st]\.\d{1,4})[.)]?\s+\W{0,3})?"
_INDEX = re.compile(r"chi so (?:cchc|cai cach hanh chinh|par)|par index")
_INDEX_HEAD = re.compile(rf"{_PREFIX}(?:tong |tong diem |ket qua |diem )?(?:{_INDEX.pattern})")
_SIPAS = re.compile(r"\bsipas\b|hai long")
_FACTOR_NAME = (
    r"(?:tiep can dich vu|(?:ve )?thu tuc hanh chinh|cong chuc|ket qua (?:giai quyet|dich vu)"
    r"|(?:viec )?tiep nhan\b)"
)
_FACTOR = re.compile(rf"(?:hai long|sipas) (?:ve|doi voi) (?:yeu to )?{_FACTOR_NAME}")
_FACTOR_HEAD = re.compile(rf"{_PREFIX}(?:yeu to )?(?:ve )?{_FACTOR_NAME}")
_GROWTH = re.compile(rf"{_PREFIX}(?:muc |ty le )?(?:tang|giam|chenh lech|thay doi)\b")
_TOTAL = re.compile(
    r"\W*(?:tổng(?:\s+(?:cộng|điểm|số|số điểm|các lĩnh vực))?|cộng)(?!\s*(?:hợp|tác))\b"
)
_NOT_FIGURES = re.compile(r"xep (hang|thu)|thu hang|vi tri|phan loai|\bbac\b")
_YEAR = re.compile(r"\b(20\d\d)\b")


def subject_of(text: str) -> Subject | None:
    """Of a label or a clause; None for all that is not one of the loose figures."""
    words = fold(text)
    if _NOT_FIGURES.search(words):
        return None
    if _FACTOR.search(words):
        return Subject.FACTOR
    if _SIPAS.search(words):
        return Subject.SIPAS
    if _INDEX.search(words):
        return Subject.INDEX
    return None


def label_subject(text: str) -> Subject | None:
    """Of the first cell of a row, where the words stand at the beginning."""
    words = fold(text)
    subject = subject_of(text)
    if subject is Subject.INDEX:
        return subject if _INDEX_HEAD.match(words) or is_growth(text) else None
    if subject:
        return subject
    return Subject.TOTAL if is_total(text) else None


def is_factor_name(text: str) -> bool:
    """The name of a factor alone, as it stands in a table of the survey."""
    return bool(_FACTOR_HEAD.match(fold(text)))


def is_growth(text: str) -> bool:
    return bool(_GROWTH.match(fold(text)))


def is_total(text: str) -> bool:
    return bool(_TOTAL.match(nfc(text).lower()))


def year_in(text: str) -> int | None:
    match = _YEAR.search(text)
    return int(match[1]) if match else None
