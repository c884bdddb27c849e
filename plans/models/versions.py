"""Issued versions: what a plan said on the day it was issued or amended."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from parindex.units.models import User
from plans.models.plan import Plan


class PlanVersion(models.Model):
    """One issue or amendment. Never changed afterwards."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    ordinal = models.PositiveSmallIntegerField(_("lần"))
    number = models.CharField(_("số"), max_length=10)
    symbol = models.CharField(_("ký hiệu"), max_length=30)
    signed_on = models.DateField(_("ngày ban hành"))
    reason = models.TextField(_("lý do điều chỉnh"), blank=True)
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("người ban hành"), max_length=160)

    class Meta:
        verbose_name = _("bản ban hành")
        verbose_name_plural = _("bản ban hành")
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "ordinal"], name="plan_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.number}/{self.symbol}"

    @property
    def notation(self) -> str:
        return f"{self.number}/{self.symbol}"


class Part(models.TextChoices):
    """Where in the plan a frozen line stood."""

    HEAD = "head", _("Phần đầu")
    SECTION = "section", _("Nội dung")
    TARGET = "target", _("Chỉ tiêu")
    TASK = "task", _("Nhiệm vụ")
    DUTY = "duty", _("Tổ chức thực hiện")
    FOOT = "foot", _("Nơi nhận, ký")


class VersionLine(models.Model):
    """One piece of a version. ``key`` stays the same from version to version, so that two versions
    can be compared piece by piece."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    part = models.CharField(max_length=10, choices=Part.choices)
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=400)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("dòng của bản ban hành")
        verbose_name_plural = _("dòng của bản ban hành")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "part", "key"], name="version_line_once")
        ]

    def __str__(self) -> str:
        return self.label
