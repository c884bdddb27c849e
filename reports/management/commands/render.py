"""A paper or an appendix to a file, in the state of a draft."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from assessments.models import Assessment, Result
from parindex.errors import PortalError
from reports.appendices.ranking import ranking_appendix
from reports.appendices.scoring import scoring_appendix
from reports.documents.analysis_report import analysis_report
from reports.documents.base import Paper
from reports.documents.letterhead import Issuing
from reports.lookups import assessments_of, campaign_of, latest_campaign, scored_first


def _analysis_report(assessment: Assessment) -> Paper:
    return analysis_report(assessment, issuing=Issuing(timezone.localdate().year))


def _ranking_appendix(assessment: Assessment) -> Paper:
    """Everybody in the campaign of the assessment."""
    results = Result.objects.get_queryset().filter(assessment__campaign=assessment.campaign)
    ordered = results.select_related("assessment__unit").in_rank_order()
    return ranking_appendix(assessment.campaign, ordered)


KINDS = {
    "analysis-report": _analysis_report,
    "ranking-appendix": _ranking_appendix,
    "scoring-appendix": scoring_appendix,
}


class Command(BaseCommand):
    help = (
        "Xuất văn bản hoặc phụ lục ra tệp. Không nêu --campaign thì lấy đợt công bố gần nhất chấm"
        " trên cổng; không nêu --unit thì lấy đơn vị đầu tiên của đợt đã có đủ kết quả."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=sorted(KINDS), help="loại văn bản")
        parser.add_argument("--out", required=True, help="tệp kết quả, ví dụ bao-cao.pdf")
        parser.add_argument("--campaign", default="", help="mã đợt, ví dụ BD-2021")
        parser.add_argument("--unit", default="", help="mã đơn vị, ví dụ VAN-CANH")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            assessment = _assessment(options["campaign"], options["unit"])
            paper = KINDS[options["kind"]](assessment)
            out = Path(options["out"])
            out.write_bytes(paper.content)
        except PortalError as error:
            raise CommandError(error.message) from error
        except OSError as error:
            raise CommandError(f"Không ghi được {options['out']}: {error.strerror}") from error
        self.stdout.write(
            f"{out}: {assessment.unit.title}, {assessment.campaign} ({len(paper.content):,} byte)"
        )


def _assessment(campaign_code: str, unit_code: str) -> Assessment:
    campaign = campaign_of(campaign_code) if campaign_code else latest_campaign()
    return scored_first(assessments_of(campaign, unit_code))
