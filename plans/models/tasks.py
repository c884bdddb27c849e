"""Tasks: what is done, by whom, by when, and which lost points it should bring back."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models import Entry, Evidence
from criteria.models import Criterion
from parindex.db.fields import PointsField
from parindex.units.models import Unit, User
from plans.deadlines import DUE_LABELS, Deadline, Due
from plans.efforts import Effort
from plans.fields import ReformField
from plans.models.plan import Plan


class LeafEffort(models.Model):
    """How hard the points of a criterion are to win back, where somebody said so."""

    criterion = models.OneToOneField(Criterion, on_delete=models.CASCADE, related_name="effort")
    effort = models.CharField(_("mức độ khó"), max_length=10, choices=Effort.choices)
    note = models.CharField(_("vì sao"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("mức độ khó của tiêu chí")
        verbose_name_plural = _("mức độ khó của tiêu chí")

    def __str__(self) -> str:
        return f"{self.criterion.code}: {self.get_effort_display()}"


class TaskState(models.TextChoices):
    PROPOSED = "proposed", _("Đề xuất")
    ACCEPTED = "accepted", _("Đưa vào kế hoạch")
    DOING = "doing", _("Đang thực hiện")
    DONE = "done", _("Đã hoàn thành")
    DROPPED = "dropped", _("Không đưa vào")


TAKEN = (TaskState.ACCEPTED, TaskState.DOING, TaskState.DONE)
"""States of a task that belongs to the plan."""
OPEN = (TaskState.ACCEPTED, TaskState.DOING)
"""Taken and not finished yet."""


class TaskQuerySet(models.QuerySet["Task"]):
    def taken(self) -> TaskQuerySet:
        """Those that belong to the plan; a heading row is no task."""
        return self.filter(state__in=TAKEN, is_heading=False)

    def open(self) -> TaskQuerySet:
        return self.filter(state__in=OPEN, is_heading=False)


class Task(models.Model):
    """Nhiệm vụ: one row of the plan's task table.

    ``deadline_words`` is what the table prints; what it means stands in ``due`` and ``due_day``
    (``plans.deadlines``), and ``deadline`` is the last day on time that follows: empty while what
    the task waits for has not happened. For something awaited ``due_day`` is the day by which it
    counts as due in any case. A heading row ("2. Xây dựng báo cáo") carries rows below it and is
    no task.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    position = models.PositiveIntegerField(_("thứ tự"), default=0)
    code = models.CharField(_("số thứ tự"), max_length=12, blank=True)
    is_heading = models.BooleanField(_("dòng tiêu đề nhóm"), default=False)
    field = models.CharField(
        _("lĩnh vực"), max_length=15, choices=ReformField.choices, blank=True, default=""
    )
    content = models.TextField(_("nhiệm vụ, giải pháp"))
    product = models.CharField(_("sản phẩm, kết quả"), max_length=500, blank=True)
    cause = models.TextField(_("nguyên nhân cần khắc phục"), blank=True)

    due = models.CharField(
        _("kiểu thời hạn"), max_length=10, choices=list(DUE_LABELS.items()), default=Due.DAY
    )
    due_day = models.DateField(
        _("ngày, hoặc một ngày trong tháng, quý, năm"), null=True, blank=True
    )
    awaited_on = models.DateField(_("việc phải chờ đã có ngày"), null=True, blank=True)
    awaited_days = models.PositiveSmallIntegerField(_("số ngày thực hiện sau đó"), default=0)
    deadline = models.DateField(_("thời hạn"), null=True, blank=True, db_index=True)
    deadline_words = models.CharField(_("thời hạn ghi trong kế hoạch"), max_length=400, blank=True)

    lead = models.CharField(_("cơ quan chủ trì"), max_length=300, blank=True)
    lead_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="led_tasks"
    )
    partners = models.CharField(_("cơ quan phối hợp"), max_length=600, blank=True)
    partner_units = models.ManyToManyField(Unit, blank=True, related_name="shared_tasks")
    effort = models.CharField(
        _("mức độ khó"), max_length=10, choices=Effort.choices, blank=True, default=""
    )

    state = models.CharField(
        _("trạng thái"), max_length=10, choices=TaskState.choices, default=TaskState.PROPOSED
    )
    done_on = models.DateField(_("hoàn thành ngày"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhiệm vụ")
        verbose_name_plural = _("nhiệm vụ")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_heading=False) | Q(state=TaskState.ACCEPTED),
                name="task_heading_has_no_state",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(state=TaskState.DONE), name="task_done_on_when_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.content}"[:200] if self.code else self.content[:200]

    @property
    def due_rule(self) -> Deadline:
        return Deadline(Due(self.due), self.due_day, self.awaited_on, self.awaited_days)

    @property
    def latest(self) -> date | None:
        """The day by which something awaited counts as due in any case."""
        return self.due_day if self.due == Due.AWAITED else None

    @property
    def is_awaiting(self) -> bool:
        """Nothing makes it due yet."""
        return self.deadline is None and not self.is_heading

    @property
    def deadline_text(self) -> str:
        """What the table prints: the plan's own words, else those of the rule."""
        return self.deadline_words or self.due_rule.words


class Repair(models.Model):
    """A deduction that a task is to win back. In one plan each deduction belongs to one task.

    ``points`` is what was lost, ``expected`` what the task should bring of it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="repairs")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="repairs")
    entry = models.ForeignKey(
        Entry, verbose_name=_("khoản trừ"), on_delete=models.PROTECT, related_name="repairs"
    )
    points = PointsField(_("điểm bị trừ"))
    expected = PointsField(_("điểm dự kiến lấy lại"))

    class Meta:
        verbose_name = _("khoản trừ được khắc phục")
        verbose_name_plural = _("khoản trừ được khắc phục")
        ordering = ["entry__criterion__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "entry"], name="repair_once_per_deduction"),
            models.CheckConstraint(condition=Q(points__gt=0), name="repair_points_positive"),
            models.CheckConstraint(
                condition=Q(expected__gte=0, expected__lte=models.F("points")),
                name="repair_expected_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry.criterion.code}: {self.points}"


def proof_name(instance: TaskProof, filename: str) -> str:
    """A name that cannot be guessed and carries nothing of what a person typed."""
    return f"plans/{instance.task.plan_id}/{uuid.uuid4().hex}"


class TaskProof(models.Model):
    """Evidence that a task was done. ``evidence`` is the document it became in a later campaign."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="proofs")
    number = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    title = models.CharField(_("trích yếu"), max_length=500)
    file = models.FileField(upload_to=proof_name, max_length=200)
    name = models.CharField(_("tên tệp"), max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(_("dung lượng"))
    sha256 = models.CharField(max_length=64)
    evidence = models.ForeignKey(
        Evidence, on_delete=models.SET_NULL, null=True, blank=True, related_name="proofs"
    )
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_by_name = models.CharField(max_length=160)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("minh chứng hoàn thành")
        verbose_name_plural = _("minh chứng hoàn thành")
        ordering = ["uploaded_at", "pk"]

    def __str__(self) -> str:
        return f"{self.number} – {self.title}" if self.number else self.title
