"""Asking for one paper of every unit of a campaign."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign
from parindex.errors import Invalid, Locked
from parindex.history.jobs import job_open
from parindex.history.models import Job
from parindex.units.models import User
from reports.documents.kinds import KINDS
from reports.models import DocumentKind
from reports.packing import OF_UNITS, job_kind, to_pack
from reports.tasks import papers_pack


@transaction.atomic
def papers_pack_ask(*, campaign: Campaign, kind: DocumentKind | None, actor: User) -> Job:
    """The caller may see every result of the campaign. A pack that this person already waits for
    is not made twice. Raises Invalid (no such kind of unit papers), Locked (nothing to draw)."""
    if kind is None or kind not in OF_UNITS or kind not in KINDS:
        raise Invalid({"loai": _("Hãy chọn loại văn bản có ở từng đơn vị.")})
    count = to_pack(campaign).count()
    if not count:
        raise Locked(_("Đợt này chưa có kết quả nào nên chưa có văn bản để dựng."))
    running = Job.objects.open().filter(
        kind=job_kind(kind), owner=actor, subject="assessments.campaign", subject_id=campaign.pk
    )
    if standing := running.first():
        return standing
    job = job_open(
        kind=job_kind(kind),
        title=_("%(kind)s của từng đơn vị: %(campaign)s")
        % {"kind": kind.label, "campaign": campaign},
        owner=actor,
        subject=campaign,
        total=count,
    )
    transaction.on_commit(lambda: papers_pack.delay(job.pk))
    return job
