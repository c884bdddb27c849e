"""Published versions side by side: what was announced, what each correction made of it."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import Assessment, Campaign, ResultVersion
from assessments.pages.correcting import CorrectionView, corrections_of
from parindex.lib.dates import format_date
from parindex.lib.numbers import DASH, format_decimal, format_percent


@dataclass(frozen=True)
class VersionRow:
    """One unit's figures in one version, as text."""

    label: str
    points: str
    percent: str
    rank: str
    group: str
    is_current: bool


@dataclass(frozen=True)
class MovedRow:
    """A unit whose figures a correction changed: the first version beside the current one."""

    unit: str
    unit_code: str
    before: VersionRow
    after: VersionRow


def correction_words(campaign: Campaign) -> str:
    """The latest correction with its decision; empty where nothing was corrected."""
    latest = campaign.corrections.filter(published_at__isnull=False).order_by("-number").first()
    if latest is None:
        return ""
    return _("Đính chính lần %(number)d ngày %(date)s theo Quyết định số %(decision)s.") % {
        "number": latest.number or 0,
        "date": format_date(latest.decision_date),
        "decision": latest.decision_number,
    }


def unit_versions(assessment: Assessment) -> list[VersionRow]:
    """All published versions of one unit, the current one last; empty while there is only one."""
    versions = list(assessment.versions.select_related("correction").order_by("number"))
    if len(versions) < 2:
        return []
    return [_row(version, is_current=version is versions[-1]) for version in versions]


def unit_corrections(assessment: Assessment) -> list[CorrectionView]:
    """Of the published corrections those lines that concern the unit."""
    return corrections_of(assessment.campaign, assessment=assessment)


def moved_units(campaign: Campaign) -> list[MovedRow]:
    """Units whose total or rank is no longer the one that was first announced."""
    by_unit: dict[int, list[ResultVersion]] = defaultdict(list)
    versions = (
        ResultVersion.objects.filter(assessment__campaign=campaign)
        .select_related("correction", "assessment__unit")
        .order_by("assessment__unit__position", "number")
    )
    for version in versions:
        by_unit[version.assessment_id].append(version)
    moved = []
    for rows in by_unit.values():
        first, last = rows[0], rows[-1]
        if (first.points, first.rank) == (last.points, last.rank):
            continue
        unit = first.assessment.unit
        moved.append(MovedRow(unit.title, unit.code, _row(first), _row(last, is_current=True)))
    return moved


def _row(version: ResultVersion, *, is_current: bool = False) -> VersionRow:
    correction = version.correction
    label = _("Công bố")
    if correction is not None:
        label = _("Đính chính lần %(number)d") % {"number": correction.number or 0}
    rank = DASH
    if version.rank is not None and version.rank_of != 1:
        rank = f"{version.rank}/{version.rank_of}"
    return VersionRow(
        label=label,
        points=f"{format_decimal(version.points)} / "
        f"{format_decimal(version.max_points, strip=True)}",
        percent=format_percent(version.percent),
        rank=rank,
        group=version.group_label,
        is_current=is_current,
    )
