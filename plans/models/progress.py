"""Progress: which periods a plan is reported on, each unit's reports, and each task in them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parindex.units.models import Unit, User
from plans.models.plan import Plan
from plans.models.tasks import Task
from plans.periods import Period, Span
from plans.reporting import ReportState
from plans.schedule import DUE_DAY, Asked, Schedule


class ReportingRule(models.Model):
    """Which periods are reported on and by when; without a unit for the whole plan, with one only
    for that unit. Where there is no row, the quarters, six months and the year, by the 15th."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reporting_rules")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    monthly = models.BooleanField(_("kiểm tra hằng tháng"), default=False)
    quarterly = models.BooleanField(_("báo cáo quý"), default=True)
    half_yearly = models.BooleanField(_("báo cáo 6 tháng"), default=True)
    yearly = models.BooleanField(_("báo cáo năm"), default=True)
    due_day = models.PositiveSmallIntegerField(
        _("hạn: ngày của tháng cuối kỳ"),
        default=DUE_DAY,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("lịch báo cáo tiến độ")
        verbose_name_plural = _("lịch báo cáo tiến độ")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "unit"], nulls_distinct=None, name="reporting_rule_once"
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(unit=None), name="reporting_rule_of_plan_once"
            ),
            models.CheckConstraint(
                condition=Q(due_day__gte=1, due_day__lte=31), name="reporting_rule_due_day"
            ),
            models.CheckConstraint(
                condition=Q(monthly=True)
                | Q(quarterly=True)
                | Q(half_yearly=True)
                | Q(yearly=True),
                name="reporting_rule_asks_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.unit or _('toàn kế hoạch')}"

    @property
    def schedule(self) -> Schedule:
        asked = {
            Span.MONTH: self.monthly,
            Span.QUARTER: self.quarterly,
            Span.HALF: self.half_yearly,
            Span.YEAR: self.yearly,
        }
        return Schedule(frozenset(s for s, is_asked in asked.items() if is_asked), self.due_day)


class ProgressReportQuerySet(models.QuerySet["ProgressReport"]):
    def visible_to(self, user: User) -> ProgressReportQuerySet:
        """Whoever may see the plan sees what was sent; a draft only the unit that writes it and
        those who keep the plan (``plans.access``)."""
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def sent(self) -> ProgressReportQuerySet:
        return self.filter(state__in=[ReportState.SENT])


class ProgressReportManager(models.Manager["ProgressReport"]):
    def get_queryset(self) -> ProgressReportQuerySet:
        return ProgressReportQuerySet(self.model, using=self._db)

    def visible_to(self, user: User) -> ProgressReportQuerySet:
        return self.get_queryset().visible_to(user)


class ProgressReport(models.Model):
    """Báo cáo tiến độ of one unit on one plan for one period.

    ``due_on`` is kept as it was when the report was begun, so that a later change of the schedule
    does not make a report late. ``first_sent_on`` decides whether it was on time.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="progress_reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="progress_reports")
    span = models.CharField(_("kỳ"), max_length=10, choices=[(s.value, s.label) for s in Span])
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveSmallIntegerField(_("kỳ thứ"))
    due_on = models.DateField(_("hạn gửi"))
    state = models.CharField(
        _("trạng thái"),
        max_length=10,
        choices=[(s.value, s.label) for s in ReportState],
        default=ReportState.DRAFT,
    )
    summary = models.TextField(_("đánh giá chung"), blank=True)
    obstacles = models.TextField(_("khó khăn, kiến nghị"), blank=True)
    reason = models.TextField(_("lý do chuyển lại"), blank=True)
    first_sent_on = models.DateField(_("gửi lần đầu ngày"), null=True, blank=True)
    sent_at = models.DateTimeField(_("ký, gửi lúc"), null=True, blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sent_by_name = models.CharField(_("người ký"), max_length=160, blank=True)
    read_at = models.DateTimeField(_("đã xem lúc"), null=True, blank=True)
    read_by_name = models.CharField(_("người xem"), max_length=160, blank=True)
    saved_at = models.DateTimeField(_("lưu lúc"), null=True, blank=True)
    saved_by_name = models.CharField(_("người lưu"), max_length=160, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar[ProgressReportManager] = ProgressReportManager()

    class Meta:
        verbose_name = _("báo cáo tiến độ")
        verbose_name_plural = _("báo cáo tiến độ")
        ordering = ["plan", "unit", "due_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "unit", "span", "year", "number"], name="progress_report_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.SENT) | Q(first_sent_on__isnull=False),
                name="progress_report_sent_has_day",
            ),
        ]
        indexes = [models.Index(fields=["year", "span", "number", "state"])]

    def __str__(self) -> str:
        return f"{self.unit.title}, {self.period.label}"

    @property
    def period(self) -> Period:
        return Period(Span(self.span), self.year, self.number)

    @property
    def asked(self) -> Asked:
        return Asked(self.period, self.due_on)

    @property
    def report_state(self) -> ReportState:
        return ReportState(self.state)


class Doing(models.TextChoices):
    """How far a task is, as the unit that leads it says."""

    WAITING = "waiting", _("Chưa thực hiện")
    DOING = "doing", _("Đang thực hiện")
    DONE = "done", _("Đã hoàn thành")


class TaskProgress(models.Model):
    """One task in one report. ``percent`` is the unit's own estimate; done is 100."""

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="rows")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="progress")
    doing = models.CharField(_("mức độ"), max_length=10, choices=Doing.choices)
    percent = models.PositiveSmallIntegerField(_("tỷ lệ hoàn thành (%)"), null=True, blank=True)
    done_on: models.DateField[date | None, date | None] = models.DateField(
        _("hoàn thành ngày"), null=True, blank=True
    )
    text = models.TextField(_("kết quả thực hiện"), blank=True)
    evidence = models.CharField(_("văn bản, tài liệu chứng minh"), max_length=500, blank=True)
    obstacles = models.TextField(_("khó khăn, vướng mắc"), blank=True)

    class Meta:
        verbose_name = _("tiến độ nhiệm vụ")
        verbose_name_plural = _("tiến độ nhiệm vụ")
        ordering = ["task__position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "task"], name="task_progress_once"),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__lte=100), name="task_progress_percent"
            ),
            models.CheckConstraint(
                condition=~Q(doing="done") | Q(percent=100, done_on__isnull=False),
                name="task_progress_done_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.get_doing_display()}"
