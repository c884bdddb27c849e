"""The words of a unit's result page: figures as text, and why a figure is missing."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.models import Comparability
from assessments.predecessors import merged_words
from parindex.lib.numbers import DASH, format_decimal, format_percent, format_signed
from reports.unit_result import Figures, Part, UnitResult


def points_of(figures: Figures | Part) -> str:
    """Points of the maximum: "45,84 / 60"."""
    return pair(figures.points, figures.max_points)


def before(figures: Figures) -> str:
    """Last year's points of the maximum; where only the percentage is known, that."""
    if figures.previous_points is None:
        mark = merged_words(figures.previous_of)
        share = format_percent(figures.previous_percent)
        return f"{share} ({mark})" if mark else share
    return pair(figures.previous_points, figures.previous_max)


def pair(points: Decimal | None, maximum: Decimal | None) -> str:
    if points is None:
        return DASH
    return f"{format_decimal(points)} / {format_decimal(maximum, strip=True)}"


def minus(value: Decimal | None) -> str:
    return format_signed(None if value is None else -value)


def change_of(figures: Figures, compared: bool) -> str:
    """In percentage points; in words where the years cannot be compared; empty without a year."""
    if not compared:
        return ""
    return (
        str(Comparability.NONE.label) if figures.change is None else format_signed(figures.change)
    )


def rank_words(result: UnitResult, shows_rank: bool) -> tuple[str, str]:
    rank = result.rank
    if not shows_rank:
        return DASH, _("Xếp hạng chỉ hiện khi công bố.")
    if rank is None:
        return DASH, _("Chưa đủ điểm mọi mục nên chưa xếp hạng.")
    if rank.of == 1:
        return DASH, _("Chỉ một đơn vị có kết quả nên không xếp hạng.")
    words = _("trên %(count)d đơn vị đã đủ kết quả") % {"count": rank.of}
    if result.campaign.is_provisional:
        words = _("%(words)s, dự kiến") % {"words": words}
    return str(rank.place), words


def members(result: UnitResult) -> str:
    if result.group is None or len(result.group.members) < 2:
        return ""
    return _("Cùng nhóm: %(units)s") % {"units": ", ".join(result.group.members)}


def lost_words(part: Part, places: int) -> str:
    if part.points is None or part.max_points is None:
        return ""
    lost = part.max_points - part.points
    if not lost:
        return _("Đạt điểm tối đa.")
    points = format_decimal(lost)
    if not places:
        return _("Mất %(points)s điểm") % {"points": points}
    return _("Mất %(points)s điểm ở %(places)d mục") % {"points": points, "places": places}


def trend_words(result: UnitResult) -> Iterator[tuple[str, str]]:
    """(sign, words) for each way in which fields moved."""
    if result.previous_year is None:
        return
    trend, total = result.trend, len(result.fields)
    for sign, fields, words in (
        ("+", trend.risen, _("%(count)d/%(total)d lĩnh vực tăng")),
        ("-", trend.fallen, _("%(count)d/%(total)d lĩnh vực giảm")),
        ("", trend.unchanged, _("%(count)d/%(total)d lĩnh vực giữ nguyên")),
        ("", trend.at_maximum, _("%(count)d/%(total)d lĩnh vực đạt điểm tối đa")),
        ("", trend.incomparable, _("%(count)d/%(total)d lĩnh vực không so sánh được")),
    ):
        if fields:
            yield sign, words % {"count": len(fields), "total": total}


def comparability_words(result: UnitResult) -> str:
    years = {"before": result.previous_year, "now": result.year}
    if result.previous_year is None:
        return _("Chưa có kết quả năm trước để so sánh.")
    if result.comparability == Comparability.SAME_SET:
        return _("Năm %(before)s và năm %(now)s dùng cùng bộ tiêu chí: so sánh được.") % years
    if result.comparability == Comparability.PERCENT_ONLY:
        return _(
            "Bộ tiêu chí hai năm khác nhau: chỉ so sánh tỷ lệ, mức tăng giảm tính bằng điểm phần"
            " trăm."
        )
    if result.comparability == Comparability.MERGED:
        mark = merged_words(result.total.previous_of)
        return _(
            "Đơn vị mới: số liệu năm %(before)s là trung bình tỷ lệ của các đơn vị cũ (%(mark)s);"
            " hạng hai năm không so sánh được."
        ) % {**years, "mark": mark}
    return _("Không có kết quả năm %(before)s của đơn vị: không so sánh được.") % years
