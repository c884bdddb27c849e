"""A plan: what a unit sets out to do in a year or a period, as a paper with a state."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from parindex.errors import Locked
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, memberships_of, units_where
from plans.fields import ReformField
from plans.workflow import EDITABLE, IN_FORCE, State

STATE_CHOICES = [(state.value, state.label) for state in State]


class PlanKind(models.TextChoices):
    IMPROVEMENT = "improvement", _("Nâng cao chỉ số cải cách hành chính")
    REMEDIATION = "remediation", _("Khắc phục tồn tại, hạn chế")
    PROGRAMME = "programme", _("Triển khai chương trình, có chỉ tiêu theo năm")
    REVIEW = "review", _("Tổng kết, có bảng phân công nhiệm vụ")


class Signing(models.TextChoices):
    """Who signs, and so which lines stand above the name."""

    HEAD = "head", _("Người đứng đầu ký (TM.)")
    DEPUTY = "deputy", _("Cấp phó ký thay (KT.)")


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: User) -> PlanQuerySet:
        """Plans of own and of followed units; once issued, also those of the units above."""
        above = {int(part) for m in memberships_of(user) for part in _path_of(m.unit)}
        return self.filter(
            Q(unit__in=units_where(user, Right.READ_SHEET))
            | Q(unit__in=above, state__in=[s.value for s in IN_FORCE])
        )

    def in_order(self) -> PlanQuerySet:
        return self.order_by("-year", "unit__position", "unit__code", "-pk")


def _path_of(unit: Unit) -> list[str]:
    return [part for part in unit.path.split("/") if part]


class PlanManager(models.Manager["Plan"]):
    def get_queryset(self) -> PlanQuerySet:
        return PlanQuerySet(self.model, using=self._db)

    def visible_to(self, user: User) -> PlanQuerySet:
        return self.get_queryset().visible_to(user)


class Plan(models.Model):
    """Kế hoạch of one unit for a year, or for the years up to ``until_year``.

    Long texts are one paragraph a line. ``version`` counts the changes of the plan's own columns,
    so that a stale form is noticed; issued versions are rows of their own.
    """

    unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="plans"
    )
    kind = models.CharField(
        _("loại kế hoạch"), max_length=12, choices=PlanKind.choices, default=PlanKind.REMEDIATION
    )
    year = models.PositiveSmallIntegerField(_("năm thực hiện"))
    until_year = models.PositiveSmallIntegerField(
        _("đến năm"), null=True, blank=True, help_text=_("Bỏ trống nếu chỉ thực hiện trong một năm")
    )
    title = models.CharField(_("trích yếu"), max_length=500)
    source = models.ForeignKey(
        Assessment,
        verbose_name=_("lập từ kết quả"),
        on_delete=models.PROTECT,
        related_name="plans",
        null=True,
        blank=True,
    )
    follows = models.ForeignKey(
        "self",
        verbose_name=_("nối tiếp kế hoạch"),
        on_delete=models.PROTECT,
        related_name="followed_by",
        null=True,
        blank=True,
        help_text=_("Mục tiêu chưa đạt của kế hoạch ấy được nêu ở phần mở đầu."),
    )
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=STATE_CHOICES, default=State.DRAFT
    )
    reason = models.TextField(_("lý do, ý kiến của lần chuyển gần nhất"), blank=True)
    changed_at = models.DateTimeField(_("chuyển trạng thái lúc"), null=True, blank=True)
    changed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    number = models.CharField(_("số"), max_length=10, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=30, default="KH-UBND")
    signed_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    legal_bases = models.TextField(_("căn cứ"), blank=True)
    introduction = models.TextField(_("phần mở đầu"), blank=True)
    purposes = models.TextField(_("mục đích"), blank=True)
    requirements = models.TextField(_("yêu cầu"), blank=True)
    closing = models.TextField(_("đoạn kết"), blank=True)
    recipients = models.TextField(_("nơi nhận"), blank=True)
    signing = models.CharField(
        _("hình thức ký"), max_length=10, choices=Signing.choices, default=Signing.HEAD
    )
    signer_title = models.CharField(
        _("chức vụ người ký"), max_length=120, blank=True, help_text=_("Bỏ trống: Chủ tịch.")
    )
    signer_name = models.CharField(_("họ tên người ký"), max_length=120, blank=True)

    created_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar[PlanManager] = PlanManager()

    class Meta:
        verbose_name = _("kế hoạch")
        verbose_name_plural = _("kế hoạch")
        ordering = ["-year", "unit__position", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "source"],
                condition=Q(source__isnull=False),
                name="plan_once_per_result",
            ),
            models.CheckConstraint(
                condition=Q(until_year=None) | Q(until_year__gte=F("year")),
                name="plan_period_ordered",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="plan_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plan", args=[self.pk])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises Locked once it was issued, whatever copy of it is asked."""
        issued = type(self).objects.filter(pk=self.pk, state__in=[s.value for s in IN_FORCE])
        if issued.exists():
            raise Locked(DELETE_REFUSED % {"notation": self.notation or self.title})
        return super().delete(*args, **kwargs)

    @property
    def workflow_state(self) -> State:
        return State(self.state)

    @property
    def is_editable(self) -> bool:
        return self.workflow_state in EDITABLE

    @property
    def notation(self) -> str:
        """ "53/KH-UBND"; empty before the plan has a number."""
        return f"{self.number}/{self.symbol}" if self.number else ""

    @property
    def last_year(self) -> int:
        return self.until_year or self.year

    @property
    def period(self) -> str:
        return f"{self.year} - {self.until_year}" if self.until_year else f"{self.year}"


DELETE_REFUSED = _(
    "Kế hoạch “%(notation)s” đã ban hành nên không xoá được. Cần đổi nội dung thì điều chỉnh, bổ"
    " sung; hết hiệu lực thì kết thúc kế hoạch."
)


class Section(models.Model):
    """A part of the body: a field of reform with its solutions, or any other numbered heading."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    field = models.CharField(
        _("lĩnh vực"), max_length=15, choices=ReformField.choices, blank=True, default=""
    )
    heading = models.CharField(_("tiêu đề"), max_length=400)
    text = models.TextField(_("nội dung"), blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("phần nội dung")
        verbose_name_plural = _("phần nội dung")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.heading


class Duty(models.Model):
    """Tổ chức thực hiện: what one office, or one group of them, does for the plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="duties")
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    office_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    office = models.CharField(_("cơ quan, cá nhân"), max_length=300)
    text = models.TextField(_("nhiệm vụ được giao"))
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("phân công thực hiện")
        verbose_name_plural = _("phân công thực hiện")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.office


class PlanComment(models.Model):
    """An opinion on a plan that was submitted, and what came of it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField(_("ý kiến"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("người góp ý"), max_length=160)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("ý kiến góp ý")
        verbose_name_plural = _("ý kiến góp ý")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.text}"[:120]
