"""What the portal does by itself, and when it last did."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PeriodicRun(models.Model):
    """The latest run of one periodic task: the sign that the schedule is alive."""

    name = models.CharField(_("việc"), max_length=60, unique=True)
    started_at = models.DateTimeField(_("bắt đầu lúc"))
    finished_at = models.DateTimeField(_("xong lúc"), null=True)
    outcome = models.CharField(_("kết quả"), max_length=300, blank=True)
    has_failed = models.BooleanField(_("có lỗi"), default=False)

    class Meta:
        verbose_name = _("việc định kỳ")
        verbose_name_plural = _("việc định kỳ")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
