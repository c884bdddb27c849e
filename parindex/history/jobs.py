"""Writing how far a job is. Each step is a transaction of its own, so that people see it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.base import File
from django.db import models
from django.utils import timezone

from parindex.history.models import Job, JobState, subject_of
from parindex.lib.text import nfc
from parindex.units.models import User


def job_open(*, kind: str, title: str, owner: User, subject: models.Model, total: int = 1) -> Job:
    """A job that waits for a worker; the caller dispatches its task on commit."""
    label, key = subject_of(subject)
    return Job.objects.create(
        kind=kind,
        title=title[:300],
        owner=owner,
        subject=label,
        subject_id=key,
        total=max(total, 1),
    )


@dataclass(frozen=True)
class Progress:
    """The hand of a running job."""

    job_id: int

    def step(self, done: int) -> None:
        Job.objects.open().filter(pk=self.job_id).update(done=done, told_at=timezone.now())

    def finish(self, *, note: str = "", result: File[bytes] | None = None, name: str = "") -> None:
        job = Job.objects.get(pk=self.job_id)
        now = timezone.now()
        job.state, job.done, job.note = JobState.DONE, job.total, nfc(note)
        job.told_at = job.ended_at = now
        if result is not None:
            job.result_name = nfc(name)[:200]
            job.result.save(f"{job.pk}", result, save=False)
        job.save()

    def fail(self, why: str) -> None:
        now = timezone.now()
        Job.objects.filter(pk=self.job_id).update(
            state=JobState.FAILED, note=nfc(why), told_at=now, ended_at=now
        )


def job_start(job_id: int) -> Progress | None:
    """Take a waiting job up; None when another worker has it already or it is over."""
    now = timezone.now()
    taken = Job.objects.filter(pk=job_id, state=JobState.WAITING).update(
        state=JobState.RUNNING, started_at=now, told_at=now
    )
    return Progress(job_id) if taken else None
