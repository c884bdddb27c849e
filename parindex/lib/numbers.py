"""Vietnamese numbers: the only place where they are read from text and written to text.

Comma is the decimal mark and dot groups thousands, but people also type ``1.5``.
``3.571`` alone can mean either, so the caller says what it expects:

* a count (`parse_count`, `whole=True`): the dot groups thousands, 3571;
* a score or a percentage (`parse_decimal`, `parse_percent`): the dot is decimal, 3,571;
* an amount such as money (`parse_amount`): refused, and the person is asked which was meant.
"""

import re
from decimal import Decimal
from fractions import Fraction

Number = Decimal | Fraction | int

MINUS = "\u2212"
DASH = "\u2013"

_MAX_LENGTH = 30
_MAX_WHOLE_DIGITS = 15
_MAX_DECIMAL_DIGITS = 10

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_PLAIN = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_SPACED_GROUPS = re.compile(r"[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?")
_SHAPES = (
    re.compile(r"(?P<whole>[0-9]*)[.,](?P<decimals>[0-9]+)"),
    re.compile(r"(?P<whole>[0-9]+)"),
    re.compile(r"(?P<whole>[0-9]{1,3}(\.[0-9]{3})+),(?P<decimals>[0-9]+)"),
    re.compile(r"(?P<whole>[0-9]{1,3}(,[0-9]{3})+)\.(?P<decimals>[0-9]+)"),
    re.compile(r"(?P<whole>[0-9]{1,3}(\.[0-9]{3}){2,})"),
    re.compile(r"(?P<whole>[0-9]{1,3}(,[0-9]{3}){2,})"),
)


class NumberError(ValueError):
    """A text is not the number that was expected; the message says how to mend it."""


def parse_decimal(text: str, *, whole: bool = False) -> Decimal:
    """Read `1,5`, `1.5`, `1.234,56`; with `whole`, `3.571` is three thousand five hundred …"""
    sign, digits = _unsigned(text)
    if whole and _AMBIGUOUS.fullmatch(digits):
        digits = digits.replace(".", "")
    for shape in _SHAPES:
        if match := shape.fullmatch(digits):
            parts = match.groupdict()
            return _build(text, sign, parts["whole"], parts.get("decimals") or "")
    raise NumberError(f"{_quoted(text)} không phải là số. Nhập ví dụ 1,5 hoặc 1.5.")


def parse_count(text: str) -> int:
    """Read a whole number from 0 up."""
    try:
        value = parse_decimal(text, whole=True)
    except NumberError:
        raise NumberError(
            f"{_quoted(text)} không phải là số nguyên. Nhập ví dụ 12 hoặc 3.571."
        ) from None
    return whole_number(value, text)


def whole_number(value: Decimal | int, text: str = "") -> int:
    """The number as an int from 0 up; `text` is how it was written, for the complaint."""
    shown = _quoted(text or plain(value))
    if value != int(value):
        raise NumberError(
            f"{shown} không phải là số nguyên. Nhập số không có phần thập phân, ví dụ 12."
        )
    if value < 0:
        raise NumberError(f"{shown} là số âm. Nhập số nguyên từ 0 trở lên.")
    return int(value)


def parse_percent(text: str) -> Decimal:
    """Read `75,62` or `75,62%` as 75.62."""
    try:
        return parse_decimal(text.rstrip().removesuffix("%"))
    except NumberError:
        raise NumberError(
            f"{_quoted(text)} không phải là tỷ lệ phần trăm. Nhập ví dụ 98,26 hoặc 98,26%."
        ) from None


def parse_amount(text: str) -> Decimal:
    """Read an amount whose size nobody can guess, so that `3.571` is not silently misread."""
    _, digits = _unsigned(text)
    if _AMBIGUOUS.fullmatch(digits):
        thousands = digits.replace(".", "")
        decimal = digits.replace(".", ",")
        raise NumberError(
            f"{_quoted(text)} có thể hiểu theo hai cách. Nhập {thousands} hoặc {decimal}."
        )
    return parse_decimal(text)


def parse_plain(text: str) -> Decimal:
    """Read what `plain` wrote, and nothing else."""
    if not _PLAIN.fullmatch(text):
        raise NumberError(f"{_quoted(text)} không phải là số đã chuẩn hoá, ví dụ 1.5.")
    return Decimal(text)


def plain(value: Decimal | int) -> str:
    """The one stored spelling of a number: `232`, `1.5`; no exponent, no trailing zeros."""
    text = format(Decimal(value), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def half_up(value: Number, places: int = 2) -> Decimal:
    """Round half away from zero, exactly, whatever the decimal context says."""
    if not isinstance(value, Decimal | Fraction | int):
        raise TypeError(f"{type(value).__name__}: chỉ nhận Decimal, Fraction hoặc int.")
    scaled = Fraction(value) * 10**places
    magnitude = (abs(scaled) * 2 + 1) // 2
    digits = tuple(int(digit) for digit in str(magnitude))
    return Decimal((int(scaled < 0 and magnitude > 0), digits, -places))


def format_decimal(value: Number | None, places: int = 2, strip: bool = False) -> str:
    """`1.234,56`; with `strip`, without trailing zeros: `6,46`, `5`, `0,5`."""
    if value is None:
        return DASH
    rounded = half_up(value, places)
    whole, _, decimals = format(abs(rounded), ",f").partition(".")
    if strip:
        decimals = decimals.rstrip("0")
    text = whole.replace(",", ".") + ("," + decimals if decimals else "")
    return MINUS + text if rounded < 0 else text


def format_signed(value: Number | None, places: int = 2, strip: bool = False) -> str:
    """A change: `+6,22`, `−0,07`, `0`."""
    if value is None:
        return DASH
    rounded = half_up(value, places)
    if rounded == 0:
        return "0"
    text = format_decimal(rounded, places, strip)
    return "+" + text if rounded > 0 else text


def format_percent(value: Number | None, places: int = 2, strip: bool = False) -> str:
    """75.62 → `75,62%`."""
    return DASH if value is None else format_decimal(value, places, strip) + "%"


def _unsigned(text: str) -> tuple[str, str]:
    """Sign and the rest, without outer blanks and without blanks that group thousands."""
    trimmed = _SPACES.sub(" ", text).strip()
    sign = "-" if trimmed[:1] in ("-", MINUS) else ""
    digits = trimmed[1:].lstrip() if sign or trimmed[:1] == "+" else trimmed
    if _SPACED_GROUPS.fullmatch(digits):
        digits = digits.replace(" ", "")
    return sign, digits


def _build(text: str, sign: str, whole: str, decimals: str) -> Decimal:
    whole = re.sub(r"[.,]", "", whole).lstrip("0") or "0"
    if len(whole) > _MAX_WHOLE_DIGITS or len(decimals) > _MAX_DECIMAL_DIGITS:
        raise NumberError(
            f"{_quoted(text)} quá dài. Nhập nhiều nhất {_MAX_WHOLE_DIGITS} chữ số phần nguyên"
            f" và {_MAX_DECIMAL_DIGITS} chữ số thập phân."
        )
    value = Decimal(f"{whole}.{decimals}" if decimals else whole)
    return -value if sign and value else value


def _quoted(text: str) -> str:
    shown = _SPACES.sub(" ", text).strip()
    if not shown:
        return "Ô trống"
    return f'"{shown[:_MAX_LENGTH]}…"' if len(shown) > _MAX_LENGTH else f'"{shown}"'
