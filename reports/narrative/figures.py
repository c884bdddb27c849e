"""Figures that the text of a report may refer to: read where they are kept, never computed here.

A reference is a code such as ``chi-so-2022`` or ``tk-III.1.1``. In a draft it shows the figure of
this moment; once the paper has its number, what was frozen then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import CampaignState, NodeResult, Result
from parindex.lib.numbers import DASH, format_decimal, format_percent, format_signed
from plans.models import Plan, Task, TaskState
from plans.progress_queries import overdue_tasks
from plans.workflow import IN_FORCE
from reports.models import DocumentState, FrozenFigure, Indicator, Report
from reports.statistics.rollup import totals

FROZEN_BY = (DocumentState.ISSUING, DocumentState.ISSUED)
YEARS_SHOWN = 3


@dataclass(frozen=True)
class LiveFigure:
    code: str
    group: str
    label: str
    value: str


Catalogue = Mapping[str, LiveFigure]


def figures_of(report: Report) -> Catalogue:
    """What the report may say: frozen with its paper, else as of now."""
    frozen = FrozenFigure.objects.filter(
        document__report=report, document__state__in=FROZEN_BY
    ).order_by("document", "reference")
    kept = {
        row.reference: LiveFigure(row.reference, _("Số liệu đã chốt"), row.label, row.value)
        for row in frozen
    }
    return kept or live_figures(report)


def live_figures(report: Report) -> Catalogue:
    """What is known, in a fixed number of statements, whatever the report refers to."""
    every = (*_of_results(report), *_of_statistics(report), *_of_tasks(report))
    return {figure.code: figure for figure in every if figure.value not in ("", DASH)}


def _of_results(report: Report) -> Iterator[LiveFigure]:
    """The index of the last published years, up to the year that the report is on; of two in one
    year the one published last."""
    found = (
        Result.objects.get_queryset()
        .filter(
            assessment__unit=report.unit_id,
            assessment__withdrawn_at=None,
            assessment__campaign__state=CampaignState.PUBLISHED,
            assessment__campaign__year__lte=report.year,
        )
        .select_related("assessment__campaign")
        .order_by("-assessment__campaign__year", "-assessment__campaign__published_at")
    )
    latest: dict[int, Result] = {}
    for result in found:
        latest.setdefault(result.assessment.campaign.year, result)
    results = list(latest.values())[:YEARS_SHOWN]
    for result in results:
        yield from _of_result(result)
    fields = NodeResult.objects.filter(
        assessment__in=[result.assessment_id for result in results], criterion__level=1
    )
    fields = fields.select_related("criterion", "assessment__campaign")
    for field in fields.order_by("-assessment__campaign__year", "criterion__sort_key"):
        year, node = field.assessment.campaign.year, field.criterion
        yield LiveFigure(
            f"linh-vuc-{year}-{node.code}",
            _("Chỉ số cải cách hành chính"),
            _("%(name)s, tỷ lệ điểm năm %(year)d") % {"name": node.name, "year": year},
            format_percent(field.percent),
        )


def _of_result(result: Result) -> Iterator[LiveFigure]:
    year = result.assessment.campaign.year
    is_ranked = result.rank and (result.rank_of or 0) > 1
    rank = f"{result.rank}/{result.rank_of}" if is_ranked else ""
    for code, label, value in (
        ("chi-so", _("Chỉ số năm %d"), format_percent(result.percent)),
        ("diem", _("Điểm đạt được năm %d"), format_decimal(result.points)),
        ("tang-giam", _("Tăng, giảm so với năm trước (điểm phần trăm), năm %d"), _change(result)),
        ("hang", _("Xếp hạng năm %d"), rank),
        ("nhom", _("Xếp nhóm năm %d"), result.group_label or DASH),
    ):
        yield LiveFigure(f"{code}-{year}", _("Chỉ số cải cách hành chính"), label % year, value)


def _change(result: Result) -> str:
    return format_signed(result.change) if result.change is not None else DASH


def _of_statistics(report: Report) -> Iterator[LiveFigure]:
    """The unit's added figures in the last period of the report's year."""
    if report.statistics is None:
        return
    period = report.statistics.periods.filter(year=report.year).last()
    if period is None:
        return
    found = totals(report.statistics, [period])
    rows = Indicator.objects.filter(set=report.statistics.set_id).select_related("parent")
    for row in rows.order_by("position"):
        total = found.get((period.pk, row.pk))
        if total is None or not row.is_entered or not total.reported:
            continue
        yield LiveFigure(
            f"tk-{row.code}",
            _("Số liệu thống kê, %s") % period.label.lower(),
            row.label,
            total.words,
        )


def _of_tasks(report: Report) -> Iterator[LiveFigure]:
    """Tasks of the unit's plans of that year that are in force."""
    plans = Plan.objects.filter(
        unit=report.unit_id, year=report.year, state__in=[state.value for state in IN_FORCE]
    )
    taken = Task.objects.taken().filter(plan__in=plans)
    if not taken.exists():
        return
    for code, label, count in (
        ("nhiem-vu", _("Nhiệm vụ theo các kế hoạch năm %d"), taken.count()),
        (
            "nhiem-vu-xong",
            _("Nhiệm vụ đã hoàn thành năm %d"),
            taken.filter(state=TaskState.DONE).count(),
        ),
        (
            "nhiem-vu-qua-han",
            _("Nhiệm vụ quá hạn tại ngày cuối kỳ, năm %d"),
            overdue_tasks(plans, report.period.last_day).count(),
        ),
    ):
        yield LiveFigure(code, _("Kế hoạch"), label % report.year, str(count))
