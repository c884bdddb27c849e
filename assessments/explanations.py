"""Reads of the explanation round: what the unit may answer, what it has answered, what waits."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from assessments.models import Appraisal, Entry, Explanation, FieldSheet


def answers_of(sheet: FieldSheet) -> dict[int, Explanation]:
    """What the unit has written in the present round, by entry."""
    found = Explanation.objects.filter(entry__sheet=sheet, round=sheet.round)
    return {explanation.entry_id: explanation for explanation in found}


def missing_explanations(sheet: FieldSheet) -> list[tuple[Entry, str]]:
    """Deductions that the unit has neither explained nor agreed to."""
    answered = Explanation.objects.filter(entry=OuterRef("pk"), round=sheet.round).filter(
        Q(agrees=True) | ~Q(text="")
    )
    waiting = sheet.entries.explainable().exclude(Exists(answered)).select_related("criterion")
    return [(entry, _("chưa giải trình, cũng chưa đồng ý")) for entry in waiting.in_order()]


def explained_entries(sheet: FieldSheet) -> "QuerySet[Entry, Entry]":
    """Entries whose explanation of the present round was sent: what the second appraisal judges."""
    return sheet.entries.filter(pk__in=_explained(sheet).values("entry"))


def missing_reviews(sheet: FieldSheet) -> list[tuple[Entry, str]]:
    """Explanations that the office has not answered in this round."""
    waiting = unanswered().filter(sheet=sheet).select_related("criterion")
    return [
        (entry, _("chưa có ý kiến về giải trình"))
        for entry in waiting.order_by("criterion__sort_key")
    ]


def unanswered() -> "QuerySet[Entry, Entry]":
    """Explained entries of all sheets to which the office has not replied in their round."""
    sent = Explanation.objects.filter(
        entry=OuterRef("pk"), round=OuterRef("sheet__round"), sent_at__isnull=False
    ).exclude(text="")
    replies = Appraisal.objects.filter(entry=OuterRef("pk"), round=OuterRef("sheet__round"))
    return Entry.objects.get_queryset().filter(Exists(sent), ~Exists(replies))


def _explained(sheet: FieldSheet) -> "QuerySet[Explanation, Explanation]":
    return Explanation.objects.filter(
        entry__sheet=sheet, round=sheet.round, sent_at__isnull=False
    ).exclude(text="")
