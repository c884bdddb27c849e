"""A campaign: one year, one set, one organiser, its participants, deadlines and appraisers."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.workflow import Phase, Turn
from criteria.models import CriteriaSet, Criterion
from parindex.db.fields import PercentField
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, offices_of, units_where


class CampaignState(models.TextChoices):
    DRAFT = "draft", _("Đang chuẩn bị")
    OPEN = "open", _("Đang thực hiện")
    PROVISIONAL = "provisional", _("Đã công bố tạm")
    PUBLISHED = "published", _("Đã công bố")


class Source(models.TextChoices):
    SCORED = "scored", _("Chấm điểm trên cổng")
    RECORDED = "recorded", _("Nhập từ kết quả đã công bố")


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, user: User) -> CampaignQuerySet:
        """Campaigns whose units the user follows; once open, those in which he has a part."""
        taking_part = Q(assessments__unit__in=units_where(user, Right.READ_SHEET))
        appraising = Q(assignments__office__in=offices_of(user))
        concerned = Q(organiser__in=units_where(user, Right.READ_PROGRESS)) | (
            (taking_part | appraising) & ~Q(state=CampaignState.DRAFT)
        )
        return self.filter(pk__in=self.model.objects.filter(concerned).values("pk"))


class CampaignManager(models.Manager["Campaign"]):
    def get_queryset(self) -> CampaignQuerySet:
        return CampaignQuerySet(self.model, using=self._db)

    def visible_to(self, user: User) -> CampaignQuerySet:
        return self.get_queryset().visible_to(user)

    def get_by_natural_key(self, code: str) -> Campaign:
        return self.get(code=code)


class Campaign(models.Model):
    code = models.SlugField(_("mã đợt"), max_length=40, unique=True)
    name = models.CharField(_("tên đợt"), max_length=300)
    year = models.PositiveSmallIntegerField(_("năm đánh giá"))
    criteria_set = models.ForeignKey(
        CriteriaSet, verbose_name=_("bộ tiêu chí"), on_delete=models.PROTECT
    )
    organiser = models.ForeignKey(
        Unit, verbose_name=_("đơn vị tổ chức"), on_delete=models.PROTECT, related_name="+"
    )
    standing_office = models.ForeignKey(
        Unit,
        verbose_name=_("cơ quan thường trực"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    previous = models.ForeignKey(
        "self",
        verbose_name=_("đợt năm trước"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="following",
    )
    participants = models.ManyToManyField(
        Unit,
        verbose_name=_("đơn vị sẽ tham gia"),
        related_name="+",
        blank=True,
        help_text=_("Danh sách khi chuẩn bị đợt; mở đợt thì mỗi đơn vị có một phiếu."),
    )
    source = models.CharField(
        _("nguồn kết quả"), max_length=10, choices=Source.choices, default=Source.SCORED
    )
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=CampaignState.choices, default=CampaignState.DRAFT
    )
    self_deadline = models.DateTimeField(_("hạn tự chấm"), null=True, blank=True)
    appraisal_deadline = models.DateTimeField(_("hạn thẩm định"), null=True, blank=True)
    explanation_deadline = models.DateTimeField(
        _("hạn giải trình"),
        null=True,
        blank=True,
        help_text=_("Trống: đợt không có vòng giải trình và thẩm định lần 2."),
    )
    review_deadline = models.DateTimeField(_("hạn thẩm định lần 2"), null=True, blank=True)
    uses_council = models.BooleanField(_("kết quả do Hội đồng thẩm định kết luận"), default=False)
    opened_at = models.DateTimeField(_("mở lúc"), null=True, blank=True)
    provisional_at = models.DateTimeField(_("công bố tạm lúc"), null=True, blank=True)
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)
    decision_number = models.CharField(_("số quyết định công bố"), max_length=60, blank=True)
    decision_date = models.DateField(_("ngày quyết định"), null=True, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)

    objects: ClassVar[CampaignManager] = CampaignManager()

    class Meta:
        verbose_name = _("đợt đánh giá")
        verbose_name_plural = _("đợt đánh giá")
        ordering = ["-year", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(appraisal_deadline=None)
                | Q(self_deadline=None)
                | Q(appraisal_deadline__gte=F("self_deadline")),
                name="campaign_deadlines_ordered",
            ),
            models.CheckConstraint(
                condition=Q(explanation_deadline=None, review_deadline=None)
                | Q(
                    explanation_deadline__gt=F("appraisal_deadline"),
                    review_deadline__gt=F("explanation_deadline"),
                ),
                name="campaign_explanation_ordered",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    @property
    def is_open(self) -> bool:
        return self.state == CampaignState.OPEN

    @property
    def is_published(self) -> bool:
        return self.state == CampaignState.PUBLISHED

    @property
    def is_provisional(self) -> bool:
        """Announced for the units to read; not the decision yet."""
        return self.state == CampaignState.PROVISIONAL

    @property
    def turns(self) -> frozenset[Turn]:
        """The turns beside the plain way that this campaign takes."""
        taken = {
            Turn.EXPLANATION: self.explanation_deadline is not None,
            Turn.COUNCIL: self.uses_council,
        }
        return frozenset(turn for turn, is_taken in taken.items() if is_taken)

    @property
    def phases(self) -> tuple[Phase, ...]:
        """Those that the campaign goes through, in order."""
        if Turn.EXPLANATION in self.turns:
            return tuple(Phase)
        return (Phase.SELF, Phase.APPRAISAL)

    def deadline_of(self, phase: Phase) -> datetime | None:
        deadlines = {
            Phase.SELF: self.self_deadline,
            Phase.APPRAISAL: self.appraisal_deadline,
            Phase.EXPLANATION: self.explanation_deadline,
            Phase.REVIEW: self.review_deadline,
        }
        return deadlines[phase]


class RatingGroup(models.Model):
    """A band of the index with its label: "nhóm 3 (từ 70% đến dưới 80%)". Data, not code."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="groups")
    floor = PercentField(_("từ (%)"))
    label = models.CharField(_("tên nhóm"), max_length=80)

    class Meta:
        verbose_name = _("nhóm xếp loại")
        verbose_name_plural = _("nhóm xếp loại")
        ordering = ["-floor"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "floor"], name="rating_group_floor_once")
        ]

    def __str__(self) -> str:
        return self.label


class Assignment(models.Model):
    """The office that appraises a field; one on a criterion overrides that of its field."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="assignments")
    criterion = models.ForeignKey(
        Criterion, verbose_name=_("lĩnh vực hoặc tiêu chí"), on_delete=models.PROTECT
    )
    office = models.ForeignKey(
        Unit,
        verbose_name=_("cơ quan thẩm định"),
        on_delete=models.PROTECT,
        related_name="assignments",
    )

    class Meta:
        verbose_name = _("phân công thẩm định")
        verbose_name_plural = _("phân công thẩm định")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "criterion"], name="assignment_once")
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code} → {self.office}"


class Exclusion(models.Model):
    """A criterion that does not apply in this campaign, for no unit, and why."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="exclusions")
    criterion = models.ForeignKey(
        Criterion, verbose_name=_("tiêu chí"), on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("lý do không áp dụng"))

    class Meta:
        verbose_name = _("mục không áp dụng")
        verbose_name_plural = _("mục không áp dụng")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "criterion"], name="exclusion_once")
        ]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.criterion.code}"


class Extension(models.Model):
    """More time for one unit in one phase, with its reason and who granted it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="extensions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    phase = models.CharField(_("bước"), max_length=12, choices=[(p.value, p.label) for p in Phase])
    until = models.DateTimeField(_("gia hạn đến"))
    reason = models.TextField(_("lý do"))
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("gia hạn")
        verbose_name_plural = _("gia hạn")
        ordering = ["-granted_at"]

    def __str__(self) -> str:
        return f"{self.unit}: {self.until:%d/%m/%Y %H:%M}"
