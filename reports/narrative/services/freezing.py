"""What a report says is fixed with the number of its paper."""

from django.utils.translation import gettext as _

from parindex.errors import Invalid
from reports.models import Document, FrozenFigure, Report, ReportSection
from reports.narrative.completeness import missing_sections, wanted_sections
from reports.narrative.figures import live_figures
from reports.narrative.text import lost_references, references


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
    sections = wanted_sections(report)
    live = live_figures(report)
    for section in sections:
        if lost := lost_references(section.text, live):
            raise Invalid({"report": _lost_words(section, lost[0])})
    wanted = sorted({code for section in sections for code in references(section.text)})
    FrozenFigure.objects.filter(document=document).delete()
    FrozenFigure.objects.bulk_create(
        FrozenFigure(
            document=document, reference=code, label=live[code].label, value=live[code].value
        )
        for code in wanted
    )


def _lost_words(section: ReportSection, code: str) -> str:
    return _(
        "Phần “%(section)s”: mã số liệu [[%(code)s]] không có hoặc không còn số liệu; hãy sửa lại."
    ) % {"section": section, "code": code}
