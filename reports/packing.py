"""One paper for each unit of a campaign, drawn one after another into an archive on disk.

Memory stays that of one paper: each is drawn apart and written away before the next.
"""

import tempfile
import zipfile
from collections.abc import Iterator

from django.core.files.base import File
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Assessment, Campaign
from parindex.errors import PortalError
from parindex.history.jobs import Progress
from parindex.history.models import Job
from reports.documents.apart import Draw, drawing_apart
from reports.documents.content import html_of
from reports.documents.kinds import KINDS, compose
from reports.documents.letterhead import Issuing
from reports.models import DocumentKind

OF_UNITS = (DocumentKind.ANALYSIS_REPORT, DocumentKind.SELF_ASSESSMENT)
"""Kinds of which every unit of a campaign has one."""
PREFIX = "papers."


def job_kind(kind: DocumentKind) -> str:
    return f"{PREFIX}{kind.value}"


def to_pack(campaign: Campaign) -> QuerySet[Assessment, Assessment]:
    """Whose papers go into it, in the order of the units."""
    return (
        Assessment.objects.filter(campaign=campaign, withdrawn_at=None)
        .exclude(result=None)
        .select_related("unit__parent")
        .order_by("unit__position", "unit__code")
    )


def _one_by_one(campaign: Campaign) -> Iterator[Assessment]:
    for assessment in to_pack(campaign).iterator(chunk_size=20):
        assessment.campaign = campaign
        yield assessment


def pack(job: Job, progress: Progress) -> None:
    """Draft papers; one that cannot be drawn is named in the note, the others are there."""
    kind = DocumentKind(job.kind.removeprefix(PREFIX))
    campaign = Campaign.objects.select_related("previous", "organiser", "standing_office").get(
        pk=job.subject_id
    )
    failed = []
    with tempfile.TemporaryFile() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive, drawing_apart() as draw:
            for done, assessment in enumerate(_one_by_one(campaign), start=1):
                try:
                    archive.writestr(_name(kind, assessment), _drawn(kind, assessment, draw))
                except PortalError as error:
                    failed.append(f"{assessment.unit.title}: {error.message}")
                progress.step(done)
        out.seek(0)
        progress.finish(
            note="\n".join([_("Không dựng được:"), *failed]) if failed else "",
            result=File(out),
            name=f"{KINDS[kind].slug}-{campaign.code.lower()}.zip",
        )


def _name(kind: DocumentKind, assessment: Assessment) -> str:
    slug = KINDS[kind].slug
    return f"{slug}-{assessment.campaign.year}-{assessment.unit.code.lower()}.pdf"


def _drawn(kind: DocumentKind, assessment: Assessment, draw: Draw) -> bytes:
    issuing = Issuing(timezone.localdate().year)
    return draw(html_of(compose(kind, assessment, issuing=issuing)))
