"""What a report says is fixed with the number of its paper."""

from django.utils.translation import gettext as _

from parindex.errors import Invalid
from reports.models import Document, FrozenFigure, Report
from reports.narrative.completeness import missing_sections
from reports.narrative.figures import live_figures
from reports.narrative.text import references, unknown_references


def report_freeze(report: Report, document: Document) -> None:
    """Inside the transaction that gives the number: every section is there, every reference leads
    to a figure, and those figures are kept.

    Raises Invalid.
    """
    Report.objects.select_for_update().get(pk=report.pk)
    if missing := missing_sections(report):
        raise Invalid(
            {
                "report": _("Còn %(count)d phần chưa xong, trước hết là “%(first)s”.")
                % {"count": len(missing), "first": missing[0]}
            }
        )
    texts = list(
        report.sections.filter(is_written=True, is_left_out=False).values_list("text", flat=True)
    )
    live = live_figures(report)
    if unknown := unknown_references(texts, live):
        raise Invalid(
            {
                "report": _("Mã số liệu [[%(code)s]] không có hoặc không còn số liệu; hãy sửa lại.")
                % {"code": unknown[0]}
            }
        )
    wanted = sorted({code for text in texts for code in references(text)})
    FrozenFigure.objects.filter(document=document).delete()
    FrozenFigure.objects.bulk_create(
        FrozenFigure(
            document=document, reference=code, label=live[code].label, value=live[code].value
        )
        for code in wanted
    )
