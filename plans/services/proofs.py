"""Evidence that a task was done: kept with the task, offered to the next campaign's sheet."""

from __future__ import annotations

from datetime import datetime

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Evidence
from assessments.services import evidence_details, evidence_files
from assessments.services.evidence_details import Details
from parindex.errors import Forbidden, Invalid, Locked
from parindex.history.services import actor_title, event_record
from parindex.lib.uploads import stem
from parindex.units.models import Unit, User
from plans.models import Task, TaskProof
from plans.models.tasks import proof_name
from plans.reporters import may_report, with_reporter
from plans.workflow import IN_FORCE


def reporter_of(task: Task) -> Unit:
    """The unit that answers for the task."""
    row = with_reporter(Task.objects.filter(pk=task.pk)).values_list("reporter_id", flat=True)
    return Unit.objects.get(pk=row.get())


def may_prove(user: User, task: Task) -> bool:
    return task.plan.workflow_state in IN_FORCE and may_report(user, reporter_of(task))


def proof_add(
    *, task_id: int, actor: User, file: File[bytes], details: Details, at: datetime
) -> TaskProof:
    """The file is read and stored before anything is locked; it goes again if the writing fails.

    Raises Forbidden, Locked (the plan is not in force), Invalid (file, details, the same file).
    """
    task = Task.objects.select_related("plan__unit").get(pk=task_id)
    _check(actor, task)
    details = evidence_details.read_details(details, at)
    found = evidence_files.inspect(file)
    proof = TaskProof(
        task=task,
        number=details.number[:80],
        issued_on=details.issued_on,
        issuer=details.issuer[:200],
        title=(details.title or stem(found.name))[:500],
        name=found.name,
        content_type=found.content_type,
        size=found.size,
        sha256=found.sha256,
        uploaded_by=actor,
        uploaded_by_name=actor_title(actor),
    )
    with evidence_files.stored_as(proof_name(proof, ""), file) as kept, transaction.atomic():
        Task.objects.select_for_update().get(pk=task_id)
        if task.proofs.filter(sha256=found.sha256).exists():
            known = _("Tệp “%(name)s” đã có ở nhiệm vụ này.") % {"name": found.name}
            raise Invalid({"file": known})
        proof.file.name = kept
        proof.save()
        event_record(
            actor=actor,
            action="task.prove",
            subject=task,
            scope=task.plan,
            after={"document": str(proof), "file": found.name},
        )
    return proof


@transaction.atomic
def proof_remove(*, proof_id: int, actor: User) -> None:
    """Raises Forbidden, Locked (the plan is not in force, a sheet uses it already)."""
    proof = TaskProof.objects.select_for_update(of=("self",)).get(pk=proof_id)
    task = Task.objects.select_related("plan__unit").get(pk=proof.task_id)
    _check(actor, task)
    if proof.evidence_id is not None:
        raise Locked(_("Tài liệu này đã dùng trong một phiếu tự đánh giá nên giữ lại."))
    event_record(
        actor=actor,
        action="task.unprove",
        subject=task,
        scope=task.plan,
        before={"document": str(proof), "file": proof.name},
    )
    kept = proof.file
    proof.delete()
    transaction.on_commit(lambda: kept.delete(save=False))


def proof_use(*, proof_id: int, evidence: Evidence) -> None:
    """It became a document of a sheet, which has its own event; from now on it stays."""
    TaskProof.objects.filter(pk=proof_id).update(evidence=evidence)


def _check(actor: User, task: Task) -> None:
    if not may_report(actor, reporter_of(task)):
        raise Forbidden(_("Minh chứng do đơn vị chủ trì nhiệm vụ gắn."))
    if task.plan.workflow_state not in IN_FORCE:
        raise Locked(_("Chỉ gắn minh chứng cho nhiệm vụ của kế hoạch đã ban hành."))
