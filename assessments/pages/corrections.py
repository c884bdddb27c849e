"""Việc cần sửa: all remarks on what was returned to a unit, on one page to print."""

from django.db.models import Exists, F, OuterRef

from assessments.models import Assessment, Entry, EvidenceLink, FieldSheet
from assessments.models.sheets import FieldSheetQuerySet
from assessments.pages.scoring import sheet_url
from assessments.pages.texts import points_text
from assessments.workflow import State
from parindex.history.services import actor_title
from parindex.units.models import User


def corrections_page(assessment: Assessment, user: User) -> dict[str, object]:
    """The returned sheets that the person may see, each with its entries and their remarks.

    A sheet returned as a whole, without a remark on any entry, opens all of them: it stands with
    its reason alone.
    """
    sheets = (
        FieldSheet.objects.visible_to(user)
        .filter(assessment=assessment, state=State.RETURNED)
        .select_related("criterion", "changed_by")
        .in_order()
    )
    remarks: dict[int, list[dict[str, object]]] = {}
    for entry in _remarked(sheets):
        remarks.setdefault(entry.sheet_id, []).append(_row(assessment, entry))
    return {
        "assessment": assessment,
        "campaign": assessment.campaign,
        "sheets": [
            {
                "sheet": sheet,
                "url": sheet_url(assessment, sheet),
                "who": actor_title(sheet.changed_by),
                "rows": remarks.get(sheet.pk, []),
            }
            for sheet in sheets
        ],
        "total": sum(len(rows) for rows in remarks.values()),
    }


def _remarked(sheets: FieldSheetQuerySet) -> list[Entry]:
    added = EvidenceLink.objects.filter(entry=OuterRef("pk"), round=F("entry__sheet__round"))
    rows = (
        Entry.objects.filter(sheet__in=sheets)
        .exclude(return_reason="")
        .annotate(has_new_proof=Exists(added))
        .select_related("criterion", "sheet__criterion")
    )
    return list(rows.order_by("criterion__sort_key"))


def _row(assessment: Assessment, entry: Entry) -> dict[str, object]:
    sheet = entry.sheet
    was_saved = bool(entry.saved_at and sheet.changed_at and entry.saved_at > sheet.changed_at)
    return {
        "title": str(entry.criterion),
        "remark": entry.return_reason,
        "score": points_text(entry.self_score),
        "maximum": points_text(entry.max_score),
        "url": f"{sheet_url(assessment, sheet)}#e{entry.pk}",
        "is_touched": was_saved or entry.has_new_proof,  # type: ignore[attr-defined]
    }
