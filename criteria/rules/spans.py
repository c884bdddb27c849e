"""Half-open spans between edges, worded as Vietnamese rules word them."""

from collections.abc import Callable, Sequence
from decimal import Decimal

Show = Callable[[Decimal], str]


def spans(
    edges: Sequence[Decimal | None],
    show: Show,
    *,
    bare: Show | None = None,
    ceiling: Decimal | None = None,
    whole: bool = False,
) -> list[str]:
    """From the highest edge down; None is everything below the last edge.

    `bare` shows the first of two edges when the unit need not be said twice. Nothing can be
    above the `ceiling`. `whole` figures have nothing between 1 and 2, so that span is just "1".
    """
    texts: list[str] = []
    above: Decimal | None = None
    for edge in edges:
        if above is None:
            texts.append(_highest(edge, show, ceiling))
        elif edge is None or (whole and edge == 0):
            texts.append("không có" if whole and above == 1 else f"dưới {show(above)}")
        elif whole and above - edge == 1:
            texts.append(show(edge))
        else:
            texts.append(f"từ {(bare or show)(edge)} đến dưới {show(above)}")
        above = edge
    return texts


def _highest(edge: Decimal | None, show: Show, ceiling: Decimal | None) -> str:
    if edge is None:
        return "mọi trường hợp"
    return show(edge) if edge == ceiling else f"từ {show(edge)} trở lên"
