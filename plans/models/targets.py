"""Targets with their measures, the values promised by year, and what was reached by period."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from criteria.models import Criterion
from parindex.db.fields import PointsField
from parindex.units.models import Unit, User
from plans.fields import ReformField
from plans.goals import Comparator, Course, Measure, trajectory
from plans.models.plan import Plan
from plans.periods import Period, Span


class Level(models.TextChoices):
    NONE = "", _("Không phân cấp")
    PROVINCE = "province", _("cấp tỉnh")
    DISTRICT = "district", _("cấp huyện")
    COMMUNE = "commune", _("cấp xã")


class Target(models.Model):
    """Chỉ tiêu: a sentence of the plan, and one or more measures that tell whether it is met.

    ``code`` is its number in the plan; who leads is printed as text, ``lead_unit`` links it to a
    unit of the portal where there is one.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="targets")
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    code = models.CharField(_("số thứ tự"), max_length=10)
    text = models.TextField(_("nội dung chỉ tiêu"))
    field = models.CharField(
        _("lĩnh vực"), max_length=15, choices=ReformField.choices, blank=True, default=""
    )
    criterion = models.ForeignKey(
        Criterion,
        verbose_name=_("tiêu chí liên quan"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    lead = models.CharField(_("cơ quan chủ trì"), max_length=300, blank=True)
    lead_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="led_targets"
    )
    partners = models.CharField(_("cơ quan phối hợp"), max_length=600, blank=True)
    partner_units = models.ManyToManyField(Unit, blank=True, related_name="shared_targets")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = _("chỉ tiêu")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="target_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.text}"[:200]


class TargetMeasure(models.Model):
    """What is counted for a target, at one level, and from where it sets out.

    For a change (tăng, giảm, duy trì) all values are changes against the year before, up positive.
    With a ``step`` the values by year are computed: from ``baseline`` in ``baseline_year`` by
    ``step`` a year up to ``last_year``, never past ``cap``. Milestones say everything else.
    """

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="measures")
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    label = models.CharField(
        _("nội dung đo"), max_length=300, blank=True, help_text=_("Bỏ trống nếu chỉ đo một thứ.")
    )
    level = models.CharField(_("cấp"), max_length=10, choices=Level.choices, blank=True, default="")
    kind = models.CharField(
        _("đại lượng"), max_length=10, choices=[(m.value, m.label) for m in Measure]
    )
    comparator = models.CharField(
        _("yêu cầu"), max_length=10, choices=[(c.value, c.label) for c in Comparator]
    )
    unit_name = models.CharField(
        _("đơn vị tính"), max_length=40, blank=True, help_text=_("Ví dụ: xã, thủ tục.")
    )
    baseline_year = models.PositiveSmallIntegerField(_("năm gốc"), null=True, blank=True)
    baseline = PointsField(_("giá trị năm gốc"), null=True, blank=True)
    step = PointsField(_("tăng mỗi năm"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("đến năm"), null=True, blank=True)
    cap = PointsField(_("đến mức"), null=True, blank=True)

    class Meta:
        verbose_name = _("thước đo của chỉ tiêu")
        verbose_name_plural = _("thước đo của chỉ tiêu")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(step=None)
                | Q(
                    baseline__isnull=False,
                    last_year__gt=F("baseline_year"),
                ),
                name="measure_step_has_baseline",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.name}"

    @property
    def measure(self) -> Measure:
        return Measure(self.kind)

    @property
    def compared(self) -> Comparator:
        return Comparator(self.comparator)

    @property
    def name(self) -> str:
        """What tells it from its neighbours: "cấp huyện", "lĩnh vực đất đai"."""
        return ", ".join(part for part in (self.label, self.level_name) if part)

    @property
    def level_name(self) -> str:
        return str(Level(self.level).label) if self.level else ""

    @property
    def course(self) -> Course:
        """Reads ``milestones`` (prefetch them for many)."""
        return Course(
            comparator=self.compared,
            goals={**self._computed(), **{m.year: m.value for m in self.milestones.all()}},
            baseline_year=self.baseline_year,
            baseline=self.baseline,
        )

    def _computed(self) -> dict[int, Decimal]:
        if None in (self.step, self.baseline, self.baseline_year, self.last_year):
            return {}
        return trajectory(
            start_year=self.baseline_year,  # type: ignore[arg-type]
            start=self.baseline,
            step=self.step,
            last_year=self.last_year,  # type: ignore[arg-type]
            cap=self.cap,
        )


class Milestone(models.Model):
    """The value to be reached by the end of a year."""

    measure = models.ForeignKey(TargetMeasure, on_delete=models.CASCADE, related_name="milestones")
    year = models.PositiveSmallIntegerField(_("năm"))
    value = PointsField(_("giá trị cần đạt"))

    class Meta:
        verbose_name = _("mốc của chỉ tiêu")
        verbose_name_plural = _("mốc của chỉ tiêu")
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "year"], name="milestone_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"


class Actual(models.Model):
    """The figure reached at the end of a period, and who gave it."""

    measure = models.ForeignKey(TargetMeasure, on_delete=models.CASCADE, related_name="actuals")
    span = models.CharField(_("kỳ"), max_length=10, choices=[(s.value, s.label) for s in Span])
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveSmallIntegerField(_("kỳ thứ"), default=1)
    day = models.DateField(_("ngày cuối kỳ"), editable=False)
    value = PointsField(_("giá trị đạt được"))
    note = models.TextField(_("ghi chú"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("người nhập"), max_length=160, blank=True)
    at = models.DateTimeField(_("lúc"), auto_now=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("kết quả của chỉ tiêu")
        verbose_name_plural = _("kết quả của chỉ tiêu")
        ordering = ["day", "span"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "span", "year", "number"], name="actual_once_per_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.period.label}: {self.value}"

    @property
    def period(self) -> Period:
        return Period(Span(self.span), self.year, self.number)
