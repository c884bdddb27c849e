"""A paper or an appendix to a file. What has no number and day of its own yet leaves them open."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Model, QuerySet

from assessments.models import Assessment, Result
from parindex.errors import PortalError
from reports.appendices.appraisal import appraisal_appendix
from reports.appendices.comparison import comparison_appendix
from reports.appendices.deductions import deductions_appendix
from reports.appendices.ranking import ranking_appendix
from reports.appendices.scoring import scoring_appendix
from reports.documents.base import Paper
from reports.documents.content import docx_of, pdf_of
from reports.documents.kinds import KINDS, compose
from reports.documents.sources import assessment_asked, issuing_known, source_asked


def _ranking_appendix(assessment: Assessment) -> Paper:
    return ranking_appendix(assessment.campaign, _everybody(assessment))


def _comparison_appendix(assessment: Assessment) -> Paper:
    return comparison_appendix(assessment.campaign, _everybody(assessment))


def _everybody(assessment: Assessment) -> QuerySet[Result, Result]:
    """In the campaign of the assessment."""
    results = Result.objects.get_queryset().filter(assessment__campaign=assessment.campaign)
    return results.select_related("assessment__unit").in_rank_order()


WORKBOOKS = {
    "appraisal-appendix": appraisal_appendix,
    "comparison-appendix": _comparison_appendix,
    "deductions-appendix": deductions_appendix,
    "ranking-appendix": _ranking_appendix,
    "scoring-appendix": scoring_appendix,
}
PAPERS = {kind.value: kind for kind in KINDS}


class Command(BaseCommand):
    help = (
        "Xuất dự thảo văn bản (PDF, hoặc Word khi tệp kết thúc bằng .docx) hay phụ lục ra tệp."
        " Không nêu --campaign, --unit, --plan thì lấy nguồn đầy đủ nhất của loại văn bản ấy."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=sorted([*PAPERS, *WORKBOOKS]), help="loại văn bản")
        parser.add_argument("--out", required=True, help="tệp kết quả, ví dụ bao-cao.pdf")
        parser.add_argument("--campaign", default="", help="mã đợt, ví dụ BD-2021")
        parser.add_argument("--unit", default="", help="mã đơn vị, ví dụ VAN-CANH")
        parser.add_argument("--plan", type=int, help="số của kế hoạch trong địa chỉ trang")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            paper, about = _made(options)
            out = Path(options["out"])
            out.write_bytes(paper.content)
        except PortalError as error:
            raise CommandError(error.message) from error
        except OSError as error:
            raise CommandError(f"Không ghi được {options['out']}: {error.strerror}") from error
        self.stdout.write(f"{out}: {about} ({len(paper.content):,} byte)")


def _made(options: dict[str, Any]) -> tuple[Paper, str]:
    """Raises NotFound, PdfUnavailable."""
    wanted = options["kind"]
    if wanted in WORKBOOKS:
        assessment = assessment_asked(options["campaign"], options["unit"])
        return WORKBOOKS[wanted](assessment), _named(assessment)
    kind = PAPERS[wanted]
    source = source_asked(kind, options["campaign"], options["unit"], options["plan"])
    content = compose(kind, source, issuing=issuing_known(source))
    is_word = options["out"].lower().endswith(".docx")
    made = docx_of(content) if is_word else pdf_of(content)
    return Paper(options["out"], made), _named(source)


def _named(source: Model) -> str:
    if isinstance(source, Assessment):
        return f"{source.unit.title}, {source.campaign}"
    return str(source)
