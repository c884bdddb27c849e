"""How one number may have been mistyped for another, as a person sees it."""

from decimal import Decimal

from parindex.lib.numbers import half_up
from reports.figure_check.figures import shown

_PLACES = 4


def is_swapped(printed: Decimal, right: Decimal) -> bool:
    """6,64 for 6,46: two neighbouring digits have changed places."""
    first, second = _digits(printed, right)
    differing = [i for i, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    if len(differing) != 2 or differing[1] - differing[0] != 1:
        return False
    i, j = differing
    return first[i] == second[j] and first[j] == second[i]


def resemblance(printed: Decimal, right: Decimal) -> str:
    """A sentence about a likely typing error; empty when the numbers are not alike."""
    if is_swapped(printed, right):
        return f"{shown(printed)} là {shown(right)} viết đảo hai chữ số."
    if right and printed and (printed == right * 10 or printed * 10 == right):
        return f"{shown(printed)} là {shown(right)} lệch một hàng thập phân."
    first, second = _digits(printed, right)
    if sum(a != b for a, b in zip(first, second, strict=True)) == 1 and printed and right:
        return f"{shown(printed)} và {shown(right)} chỉ khác nhau một chữ số."
    if printed == -right:
        return "Chỉ sai dấu."
    return ""


def is_cut(printed: Decimal, right: Decimal, places: int) -> bool:
    """64,2 for 64,2857…: the rest was cut off instead of rounded."""
    unit = Decimal(1).scaleb(-places)
    rounded = half_up(right, places)
    return printed == rounded - unit and printed <= right


def _digits(first: Decimal, second: Decimal) -> tuple[str, str]:
    texts = [format(half_up(abs(n), _PLACES), "f").replace(".", "") for n in (first, second)]
    width = max(len(text) for text in texts)
    return texts[0].zfill(width), texts[1].zfill(width)
