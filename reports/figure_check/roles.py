"""What a column can be, and the words that say so."""

import re
from enum import Enum, auto

PREVIOUS, CURRENT = 1, 2
"""Years of tables that say only `Năm trước`, `Năm nay`."""


class Role(Enum):
    CODE = auto()
    TITLE = auto()
    """The word "Tiêu chí" alone: a code in one table, a text in another."""
    LABEL = auto()
    UNIT = auto()
    """A text column of units: its rows are not fields."""
    MAXIMUM = auto()
    ACHIEVED = auto()
    PAIR = auto()
    """Achieved and maximum in one cell, `6.46/10`."""
    DEDUCTED = auto()
    PERCENT = auto()
    CHANGE = auto()
    CAUSE = auto()
    INDEX = auto()
    SIPAS = auto()
    YEAR = auto()
    VALUE = auto()
    """A column that says only its year."""


IDENTITIES = {Role.CODE, Role.TITLE, Role.LABEL, Role.UNIT, Role.YEAR}
POINTS = {Role.MAXIMUM, Role.ACHIEVED, Role.PAIR}
FIGURES = POINTS | {Role.DEDUCTED, Role.PERCENT, Role.CHANGE, Role.VALUE, Role.INDEX, Role.SIPAS}
PERIODICAL = POINTS | {Role.PERCENT, Role.VALUE, Role.INDEX, Role.SIPAS}

_YEAR = re.compile(r"\b(?:nam )?(20\d\d)\b")
_RELATIVE = re.compile(r"\b(?:nam|ky) (?P<before>truoc|cu)\b|\b(?:nam|ky) (?:nay|hien tai|moi)\b")
_WORDS: tuple[tuple[Role | None, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.CAUSE, r"nguyen nhan|ly do"),
        (Role.DEDUCTED, r"\btru\b|diem mat|mat diem"),
        (Role.CHANGE, r"\btang\b|chenh lech|so sanh|so voi|thay doi|bien dong"),
        (
            None,
            r"xep hang|thu hang|vi tri|phan loai|ghi chu|trong so|ty trong|\bcha\b|co quan"
            r"|don vi tinh",
        ),
        (Role.INDEX, r"chi so (cchc|cai cach|par)|par index"),
        (Role.SIPAS, r"sipas|hai long"),
        (Role.PERCENT, r"\b(ty|ti) le\b|phan tram"),
        (Role.PAIR, r"(dat|diem)[^/]*/[^/]*toi da|toi da[^/]*/[^/]*(dat|diem)"),
        (Role.MAXIMUM, r"toi da|diem chuan|thang diem|\bmax\b|diem quy dinh"),
        (Role.PERCENT, r"%"),
        (
            Role.CODE,
            r"^ma\b|ky hieu|^(so )?(s\.?)?t\.?t\.?$|^so( thu tu)?$",
        ),
        (Role.TITLE, r"^tieu chi$"),
        (Role.YEAR, r"^nam( danh gia| cham diem)?$"),
        (Role.LABEL, r"noi dung|\bten\b|tieu chi|linh vuc|yeu to|chi tieu|dien giai"),
        (Role.UNIT, r"don vi|dia phuong|^(ten )?(huyen|xa)\b"),
        (Role.ACHIEVED, r"\bdat\b|\bdiem\b|ket qua|gia tri"),
    )
)


def role_of(words: str) -> Role | None:
    """``words``: folded, the year taken out."""
    return next((role for role, pattern in _WORDS if pattern.search(words)), None)


def without_year(words: str) -> tuple[str, int | None]:
    """What is left of a heading, and its year."""
    pattern = _YEAR if _YEAR.search(words) else _RELATIVE
    match = pattern.search(words)
    if not match:
        return words, None
    bare = " ".join(pattern.sub(" ", words).strip(" :-–,.").split())
    if pattern is _YEAR:
        return bare, int(match[1])
    return bare, PREVIOUS if match["before"] else CURRENT


def named_role(words: str) -> tuple[Role | None, str, int | None]:
    """The role of a heading, its words without the year, and the year."""
    bare, year = without_year(words)
    return role_of(bare) or (Role.VALUE if year and not bare else None), bare, year
