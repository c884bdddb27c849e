"""From lost points to tasks that somebody finishes: plans and their tasks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment, Entry
from parindex.db.fields import PointsField
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, units_where


class PlanState(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    ISSUED = "issued", _("Đã ban hành")


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: User) -> PlanQuerySet:
        """Plans of own and of followed units."""
        return self.filter(unit__in=units_where(user, Right.READ_SHEET))


class PlanManager(models.Manager["Plan"]):
    def get_queryset(self) -> PlanQuerySet:
        return PlanQuerySet(self.model, using=self._db)

    def visible_to(self, user: User) -> PlanQuerySet:
        return self.get_queryset().visible_to(user)


class Plan(models.Model):
    """Kế hoạch khắc phục: what a unit does in a year about the points it lost the year before."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="plans"
    )
    year = models.PositiveSmallIntegerField(_("năm thực hiện"))
    title = models.CharField(_("trích yếu"), max_length=500)
    source = models.ForeignKey(
        Assessment,
        verbose_name=_("lập từ kết quả"),
        on_delete=models.PROTECT,
        related_name="plans",
    )
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=PlanState.choices, default=PlanState.DRAFT
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PlanManager] = PlanManager()

    class Meta:
        verbose_name = _("kế hoạch")
        verbose_name_plural = _("kế hoạch")
        ordering = ["-year", "unit__position"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "source"], name="plan_once_per_result")
        ]

    def __str__(self) -> str:
        return self.title


class TaskState(models.TextChoices):
    PROPOSED = "proposed", _("Đề xuất")
    ACCEPTED = "accepted", _("Đưa vào kế hoạch")
    DONE = "done", _("Đã hoàn thành")
    DROPPED = "dropped", _("Không đưa vào")


class Task(models.Model):
    """Nhiệm vụ: repairs one deduction; ``points`` is what it should win back."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    entry = models.ForeignKey(
        Entry, verbose_name=_("khoản trừ"), on_delete=models.PROTECT, related_name="tasks"
    )
    points = PointsField(_("điểm cần lấy lại"))
    cause = models.TextField(_("nguyên nhân"), blank=True)
    content = models.TextField(_("nhiệm vụ, giải pháp"))
    lead = models.CharField(_("chủ trì"), max_length=200, blank=True)
    deadline = models.DateField(_("thời hạn"), null=True, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=TaskState.choices, default=TaskState.PROPOSED
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("nhiệm vụ")
        verbose_name_plural = _("nhiệm vụ")
        ordering = ["entry__criterion__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "entry"], name="task_once_per_deduction"),
            models.CheckConstraint(condition=Q(points__gt=0), name="task_points_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.entry.criterion.code}: {self.content}"[:120]
