"""Rules between rows of one unit's figures, each with a sentence that stands at the cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parindex.lib.numbers import format_decimal
from reports.models import CheckKind, Indicator, IndicatorCheck
from reports.statistics.figures import Figure


@dataclass(frozen=True)
class Finding:
    """What does not hold; ``indicator`` is the row where the message stands."""

    indicator: int
    message: str
    is_blocking: bool


def checks_of(set_id: int) -> list[IndicatorCheck]:
    """With their rows at hand."""
    found = IndicatorCheck.objects.filter(set=set_id).select_related("whole")
    return list(found.prefetch_related("parts"))


def findings(checks: Iterable[IndicatorCheck], figures: Mapping[int, Figure]) -> list[Finding]:
    """A rule is asked only where its rows are known: what is missing is told elsewhere."""
    return [found for check in checks for found in _of_check(check, figures)]


def by_indicator(found: Iterable[Finding]) -> dict[int, list[Finding]]:
    sorted_out: dict[int, list[Finding]] = {}
    for finding in found:
        sorted_out.setdefault(finding.indicator, []).append(finding)
    return sorted_out


def _of_check(check: IndicatorCheck, figures: Mapping[int, Figure]) -> list[Finding]:
    whole = _count(check.whole, figures)
    if whole is None:
        return []
    parts = sorted(check.parts.all(), key=lambda part: part.position)
    known = [(part, count) for part in parts if (count := _count(part, figures)) is not None]
    if check.kind == CheckKind.EACH_AT_MOST:
        return [
            Finding(part.pk, _too_big(count, check.whole, whole), check.is_blocking)
            for part, count in known
            if count > whole
        ]
    total = sum(count for _part, count in known)
    is_equal = check.kind == CheckKind.SUM_EQUALS
    if total > whole or (is_equal and len(known) == len(parts) and total != whole):
        message = _sum_message(total, parts, whole, is_equal=is_equal)
        return [Finding(check.whole_id, message, check.is_blocking)]
    return []


def _count(indicator: Indicator, figures: Mapping[int, Figure]) -> int | None:
    figure = figures.get(indicator.pk)
    return figure.count if figure else None


def _too_big(count: int, whole: Indicator, most: int) -> str:
    return _("%(count)s lớn hơn “%(whole)s” (%(most)s).") % {
        "count": format_decimal(count, 0),
        "whole": whole.name,
        "most": format_decimal(most, 0),
    }


def _sum_message(total: int, parts: Sequence[Indicator], whole: int, *, is_equal: bool) -> str:
    said = {
        "count": len(parts),
        "total": format_decimal(total, 0),
        "whole": format_decimal(whole, 0),
        "names": "; ".join(part.name for part in parts),
    }
    if is_equal:
        return _("Cộng %(count)d dòng (%(names)s) được %(total)s, khác %(whole)s.") % said
    return _("Cộng %(count)d dòng (%(names)s) được %(total)s, lớn hơn %(whole)s.") % said
