"""What tasks proved, offered where the next campaign asks for it: the leaf that the task repairs,
or the one that follows it in a later set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.core.files import File
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from assessments.models import Entry, Evidence
from assessments.offers import Offer
from assessments.services.evidence_details import Details
from plans.models import TaskProof
from plans.services.proofs import proof_use


class TaskProofs:
    def offered(self, entry: Entry) -> Sequence[Offer]:
        return [
            Offer(
                key=str(proof.pk),
                title=str(proof),
                name=proof.name,
                origin=_("nhiệm vụ “%(task)s”") % {"task": proof.task.content[:120]},
                is_taken=proof.evidence is not None
                and proof.evidence.assessment_id == entry.assessment_id,
            )
            for proof in _proofs(entry).select_related("task", "evidence")
        ]

    @contextmanager
    def opened(self, entry: Entry, key: str) -> Iterator[tuple[File[bytes], Details]]:
        proof = _proofs(entry).get(pk=int(key))
        details = Details(proof.number, proof.issued_on, proof.issuer, proof.title)
        with proof.file.open("rb") as stream:
            yield File(stream, name=proof.name), details

    def taken(self, key: str, evidence: Evidence) -> None:
        proof_use(proof_id=int(key), evidence=evidence)


def _proofs(entry: Entry) -> QuerySet[TaskProof, TaskProof]:
    """Of the same unit's tasks, of earlier campaigns."""
    leaf = Q(task__repairs__entry__criterion=entry.criterion_id)
    if entry.criterion.predecessor_id:
        leaf |= Q(task__repairs__entry__criterion=entry.criterion.predecessor_id)
    found = TaskProof.objects.filter(
        leaf, task__repairs__entry__assessment__unit=entry.assessment.unit_id
    )
    return found.exclude(task__repairs__entry__assessment=entry.assessment_id).distinct()
