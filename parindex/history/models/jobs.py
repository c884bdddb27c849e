"""What is running in the background, for people to see: how far it is, and why it stopped."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

SILENCE = timedelta(minutes=15)
"""A job that has told nothing for so long has lost its worker."""


class JobState(models.TextChoices):
    WAITING = "waiting", _("Đang chờ")
    RUNNING = "running", _("Đang chạy")
    DONE = "done", _("Đã xong")
    FAILED = "failed", _("Không xong")


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> JobQuerySet:
        return self.filter(state__in=(JobState.WAITING, JobState.RUNNING))


class JobManager(models.Manager["Job"]):
    def get_queryset(self) -> JobQuerySet:
        return JobQuerySet(self.model, using=self._db)

    def open(self) -> JobQuerySet:
        return self.get_queryset().open()


class Job(models.Model):
    """Việc nền: one piece of long work that one person asked for, and what came of it.

    ``done`` of ``total`` steps are finished. ``result`` is the file made, if any: the job's owner
    alone may take it away.
    """

    kind = models.CharField(_("việc"), max_length=40)
    title = models.CharField(_("nội dung"), max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người yêu cầu"),
        on_delete=models.CASCADE,
        related_name="jobs",
    )
    subject = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=JobState.choices, default=JobState.WAITING
    )
    done = models.PositiveIntegerField(_("đã xong"), default=0)
    total = models.PositiveIntegerField(_("tổng số"), default=1)
    note = models.TextField(_("ghi chú"), blank=True)
    result = models.FileField(_("tệp kết quả"), upload_to="jobs", max_length=200, blank=True)
    result_name = models.CharField(_("tên tệp"), max_length=200, blank=True)
    asked_at = models.DateTimeField(_("yêu cầu lúc"), auto_now_add=True)
    started_at = models.DateTimeField(_("bắt đầu lúc"), null=True)
    told_at = models.DateTimeField(_("báo tiến độ lúc"), null=True)
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True)

    objects: ClassVar[JobManager] = JobManager()

    class Meta:
        verbose_name = _("việc nền")
        verbose_name_plural = _("việc nền")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="job_done_within_total")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in (JobState.WAITING, JobState.RUNNING)

    def is_lost(self, at: datetime) -> bool:
        """Nothing has been heard of it for too long: it may be asked for again."""
        return self.is_open and at - (self.told_at or self.asked_at) > SILENCE
