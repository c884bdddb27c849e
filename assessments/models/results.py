"""Results: derived figures that every page and paper reads; and figures known from before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.models.campaign import Campaign, CampaignState
from assessments.models.sheets import Assessment
from criteria.models import Criterion
from parindex.db.fields import PercentField, PointsField
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, units_where


class Comparability(models.TextChoices):
    """How this year stands to last year."""

    SAME_SET = "same_set", _("So sánh được điểm và tỷ lệ")
    PERCENT_ONLY = "percent", _("Bộ tiêu chí khác nhau: chỉ so sánh tỷ lệ")
    MERGED = "merged", _("Đơn vị mới: so sánh với trung bình của các đơn vị cũ")
    NONE = "none", _("không so sánh được")


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, user: User) -> ResultQuerySet:
        """Followed units at any time; own units too; the rest of a campaign once published."""
        own = Q(assessment__unit__in=units_where(user, Right.READ_SHEET))
        concerned = Campaign.objects.visible_to(user).filter(state=CampaignState.PUBLISHED)
        return self.filter(own | Q(assessment__campaign__in=concerned.values("pk")))

    def in_rank_order(self) -> ResultQuerySet:
        return self.order_by(
            "assessment__peer_group",
            F("rank").asc(nulls_last=True),
            "assessment__unit__position",
        )


class ResultManager(models.Manager["Result"]):
    def get_queryset(self) -> ResultQuerySet:
        return ResultQuerySet(self.model, using=self._db)

    def visible_to(self, user: User) -> ResultQuerySet:
        return self.get_queryset().visible_to(user)


class Figures(models.Model):
    """What is known of one node or of the whole: points of maximum, percentage, last year's."""

    self_points = PointsField(_("điểm tự chấm"), null=True)
    appraised_points = PointsField(_("điểm thẩm định"), null=True)
    points = PointsField(_("điểm đạt được"), null=True)
    max_points = PointsField(_("điểm tối đa"), null=True)
    percent = PercentField(_("tỷ lệ (%)"), null=True)
    previous_points = PointsField(_("điểm năm trước"), null=True)
    previous_max = PointsField(_("điểm tối đa năm trước"), null=True)
    previous_percent = PercentField(_("tỷ lệ năm trước (%)"), null=True)
    previous_of = models.PositiveSmallIntegerField(
        _("số đơn vị cũ được tính trung bình"),
        null=True,
        help_text=_("Trống: số liệu năm trước là của chính đơn vị."),
    )
    change = PercentField(_("tăng, giảm (điểm phần trăm)"), null=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class Result(Figures):
    """Kết quả of one assessment. Rebuildable at any time from entries or recorded figures.

    ``points``/``max_points`` is the whole index with survey, bonus and penalty; the ``scored_*``,
    ``survey_*`` columns are its parts. A unit that has no complete result has no rank.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="result")
    scored_points = PointsField(_("điểm thẩm định các lĩnh vực"), null=True)
    scored_max = PointsField(null=True)
    survey_points = PointsField(_("điểm điều tra xã hội học"), null=True)
    survey_max = PointsField(null=True)
    bonus = PointsField(_("điểm thưởng"), null=True)
    penalty = PointsField(_("điểm phạt"), null=True)
    is_complete = models.BooleanField(_("đủ điểm mọi mục"), default=False)
    rank = models.PositiveIntegerField(_("xếp hạng"), null=True)
    rank_of = models.PositiveIntegerField(_("số đơn vị được xếp hạng"), null=True)
    group_label = models.CharField(_("nhóm"), max_length=80, blank=True)
    previous_rank = models.PositiveIntegerField(_("hạng năm trước"), null=True)
    comparability = models.CharField(
        max_length=10, choices=Comparability.choices, default=Comparability.NONE
    )
    computed_at = models.DateTimeField(_("tính lúc"), null=True)

    objects: ClassVar[ResultManager] = ResultManager()

    class Meta:
        verbose_name = _("kết quả")
        verbose_name_plural = _("kết quả")

    def __str__(self) -> str:
        return str(self.assessment)


class NodeResult(Figures):
    """The figures of one field or criterion that has children, in one assessment."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="node_results"
    )
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("kết quả theo mục")
        verbose_name_plural = _("kết quả theo mục")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="node_result_once")
        ]

    def __str__(self) -> str:
        return f"{self.assessment} – {self.criterion}"


class RecordedResult(models.Model):
    """A figure of a past year at whatever level it is known, with its source.

    Two sources may print two values; they stand side by side and one of them is the one used.
    ``criterion`` empty means the whole index.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="recorded")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="recorded_results")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, null=True, blank=True)
    points = PointsField(_("điểm"), null=True, blank=True)
    max_points = PointsField(_("điểm tối đa"), null=True, blank=True)
    percent = PercentField(_("tỷ lệ công bố (%)"), null=True, blank=True)
    rank = models.PositiveIntegerField(_("hạng công bố"), null=True, blank=True)
    rank_of = models.PositiveIntegerField(_("trên tổng số"), null=True, blank=True)
    source = models.CharField(_("nguồn"), max_length=300)
    note = models.TextField(_("ghi chú"), blank=True)
    is_used = models.BooleanField(_("dùng để so sánh"), default=True)

    class Meta:
        verbose_name = _("kết quả đã công bố")
        verbose_name_plural = _("kết quả đã công bố")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "criterion"],
                condition=Q(is_used=True),
                nulls_distinct=None,
                name="recorded_result_one_used",
            ),
            models.UniqueConstraint(
                fields=["campaign", "unit"],
                condition=Q(is_used=True, criterion=None),
                name="recorded_total_one_used",
            ),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__gte=0, points__lte=F("max_points")),
                name="recorded_points_in_range",
            ),
            models.CheckConstraint(
                condition=~Q(points=None, percent=None), name="recorded_something_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.campaign.year}: {self.source}"


class SurveyResult(models.Model):
    """SIPAS of one unit. Index and points are two published values; they may disagree."""

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="survey")
    index = PercentField(_("Chỉ số hài lòng (%)"), null=True, blank=True)
    previous_index = PercentField(_("chỉ số năm trước (%)"), null=True, blank=True)
    rank = models.PositiveIntegerField(_("xếp hạng"), null=True, blank=True)
    rank_of = models.PositiveIntegerField(_("trên tổng số"), null=True, blank=True)
    rank_change = models.IntegerField(_("số bậc tăng, giảm"), null=True, blank=True)

    class Meta:
        verbose_name = _("kết quả SIPAS")
        verbose_name_plural = _("kết quả SIPAS")

    def __str__(self) -> str:
        return f"SIPAS – {self.assessment}"


class SurveyFactor(models.Model):
    """One of the five factors of satisfaction."""

    survey = models.ForeignKey(SurveyResult, on_delete=models.CASCADE, related_name="factors")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("yếu tố"), max_length=200)
    percent = PercentField(_("tỷ lệ hài lòng (%)"))
    rank = models.PositiveIntegerField(_("xếp hạng"), null=True, blank=True)
    rank_of = models.PositiveIntegerField(_("trên tổng số"), null=True, blank=True)

    class Meta:
        verbose_name = _("yếu tố SIPAS")
        verbose_name_plural = _("yếu tố SIPAS")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
