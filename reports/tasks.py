"""Background work on papers: load by id, call the service, tell how far it is."""

import logging
from collections.abc import Callable

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.errors import PortalError
from parindex.history.jobs import Progress, job_start
from parindex.history.models import Job
from reports.models import Document, DocumentState
from reports.packing import pack
from reports.services.freezing import document_freeze

log = logging.getLogger(__name__)

Work = Callable[[Job, Progress], None]


@shared_task
def document_file(job_id: int) -> None:
    """Draw and freeze the numbered paper of the job."""
    _run(job_id, _freeze)


@shared_task
def papers_pack(job_id: int) -> None:
    """One paper for every unit of a campaign, in one archive."""
    _run(job_id, pack)


def _run(job_id: int, work: Work) -> None:
    progress = job_start(job_id)
    if progress is None:
        return
    job = Job.objects.select_related("owner").get(pk=job_id)
    try:
        work(job, progress)
    except PortalError as error:
        progress.fail(error.message)
    except Exception:
        log.exception("job %s", job_id)
        progress.fail(
            _("Có lỗi ngoài dự kiến khi dựng tệp. Người quản trị xem được trong nhật ký máy chủ.")
        )


def _freeze(job: Job, progress: Progress) -> None:
    document = Document.objects.select_related(
        "issuer__parent",
        "campaign__previous",
        "campaign__organiser",
        "campaign__standing_office",
        "assessment__campaign__previous",
        "assessment__campaign__organiser",
        "assessment__campaign__standing_office",
        "assessment__unit__parent",
        "plan",
    ).get(pk=job.subject_id)
    if document.state == DocumentState.ISSUING:
        document_freeze(document=document, at=timezone.now())
    progress.finish(note=_("Văn bản số %(code)s đã phát hành.") % {"code": document.code})
