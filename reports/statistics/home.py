"""What the reader has to fill in, and what he follows, of statistics."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.lib.dates import format_moment
from parindex.units.models import User
from reports.handing import OPEN
from reports.models import Collection, StatisticsSheet
from reports.statistics.collection_page import AskedCounts
from reports.statistics.reading import known_counts
from reports.statistics.sheet_page import STATE_TONES


@dataclass(frozen=True)
class Task:
    """One thing to write, with where it stands."""

    title: str
    context: str
    url: str
    state: str
    tone: str
    progress: str
    deadline: str
    is_late: bool


def sheet_tasks(user: User, at: datetime) -> list[Task]:
    """Sheets of the user's own units that are still open, the most urgent first."""
    own = StatisticsSheet.objects.of_reporters(user).filter(state__in=OPEN)
    known = known_counts(own)
    found = own.select_related("unit", "period__collection__organiser")
    sheets = sorted(found, key=lambda sheet: sheet.deadline)
    collections = {sheet.period.collection_id: sheet.period.collection for sheet in sheets}
    counts = {pk: AskedCounts(collection) for pk, collection in collections.items()}
    return [
        _task(sheet, known[sheet.pk], counts[sheet.period.collection_id](sheet.unit), at)
        for sheet in sheets
    ]


def collections_of(user: User) -> list[Collection]:
    return list(Collection.objects.visible_to(user).select_related("organiser", "set"))


def _task(sheet: StatisticsSheet, known: int, asked: int, at: datetime) -> Task:
    return Task(
        title=str(sheet),
        context=sheet.period.collection.name,
        url=sheet.get_absolute_url(),
        state=str(sheet.handing.label),
        tone=STATE_TONES[sheet.handing],
        progress=_("%(known)d/%(asked)d chỉ tiêu") % {"known": known, "asked": asked},
        deadline=format_moment(timezone.localtime(sheet.deadline)),
        is_late=at > sheet.deadline,
    )
