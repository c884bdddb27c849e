"""The page on which a correction is prepared and published."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Assessment, Campaign, CorrectedEntry
from assessments.pages.texts import points_text
from parindex.lib.dates import format_date

ORDER = ("entry__assessment__unit__position", "entry__criterion__sort_key")


@dataclass(frozen=True)
class LineView:
    line: CorrectedEntry
    unit: str
    criterion: str
    before: str
    after: str
    maximum: str
    drop_url: str


@dataclass(frozen=True)
class CorrectionView:
    """A published correction, in words."""

    title: str
    reason: str
    who: str
    lines: tuple[LineView, ...]


def correcting_page(campaign: Campaign) -> dict[str, object]:
    drafted = _lines(CorrectedEntry.objects.filter(correction__campaign=campaign), published=False)
    return {"campaign": campaign, "drafted": drafted, "corrections": corrections_of(campaign)}


def corrections_of(
    campaign: Campaign, *, assessment: Assessment | None = None
) -> list[CorrectionView]:
    """What was corrected, the latest first; of one unit only what concerns it."""
    rows = CorrectedEntry.objects.all()
    if assessment is not None:
        rows = rows.filter(entry__assessment=assessment)
    published = campaign.corrections.filter(published_at__isnull=False).order_by("-number")
    return [
        CorrectionView(
            title=_("Đính chính lần %(number)d ngày %(date)s theo Quyết định số %(decision)s")
            % {
                "number": correction.number or 0,
                "date": format_date(correction.decision_date),
                "decision": correction.decision_number,
            },
            reason=correction.reason,
            who=correction.published_by_name,
            lines=_lines(rows.filter(correction=correction), published=True),
        )
        for correction in published
    ]


def _lines(rows: "QuerySet[CorrectedEntry]", *, published: bool) -> tuple[LineView, ...]:
    found = rows.filter(correction__published_at__isnull=not published).select_related(
        "entry__criterion", "entry__assessment__unit"
    )
    return tuple(
        LineView(
            line=line,
            unit=line.entry.assessment.unit.title,
            criterion=str(line.entry.criterion),
            before=points_text(line.score_before),
            after=points_text(line.score),
            maximum=points_text(line.entry.max_score),
            drop_url=reverse("correction-drop", args=[line.pk]),
        )
        for line in found.order_by(*ORDER)
    )
