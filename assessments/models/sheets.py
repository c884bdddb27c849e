"""A unit's answers: assessment, field sheets with their state, entries, rounds of appraisal."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from assessments.models.campaign import Assignment, Campaign
from assessments.workflow import SENT_STATES, Ready, State
from criteria.models import OFFICE_METHODS, Criterion
from parindex.db.fields import PointsField
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, offices_of, units_where

STATE_CHOICES = [(state.value, state.label) for state in State]


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, user: User) -> AssessmentQuerySet:
        """Own units, followed units, and units whose sheets the user's office appraises."""
        return self.filter(
            Q(unit__in=units_where(user, Right.READ_SHEET))
            | Q(campaign__assignments__office__in=offices_of(user))
        ).distinct()

    def taking_part(self) -> AssessmentQuerySet:
        return self.filter(withdrawn_at=None)

    def in_order(self) -> AssessmentQuerySet:
        return self.order_by("unit__position", "unit__code")


class AssessmentManager(models.Manager["Assessment"]):
    def get_queryset(self) -> AssessmentQuerySet:
        return AssessmentQuerySet(self.model, using=self._db)

    def visible_to(self, user: User) -> AssessmentQuerySet:
        return self.get_queryset().visible_to(user)

    def taking_part(self) -> AssessmentQuerySet:
        return self.get_queryset().taking_part()


class Assessment(models.Model):
    """Phiếu tự đánh giá: one unit in one campaign.

    A unit that withdrew keeps its sheets to read; it has no result and no rank.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="assessments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assessments")
    peer_group = models.CharField(_("nhóm xếp hạng"), max_length=20)
    revision = models.PositiveIntegerField(
        default=0, help_text=_("Tăng khi có điểm thay đổi; kết quả mang số nhỏ hơn là kết quả cũ.")
    )
    head_rating = models.CharField(_("phân loại người đứng đầu"), max_length=120, blank=True)
    withdrawn_at = models.DateTimeField(_("ngừng tham gia lúc"), null=True, blank=True)
    withdrawn_reason = models.TextField(_("lý do ngừng tham gia"), blank=True)
    note = models.TextField(_("ghi chú"), blank=True)

    objects: ClassVar[AssessmentManager] = AssessmentManager()

    class Meta:
        verbose_name = _("phiếu tự đánh giá")
        verbose_name_plural = _("phiếu tự đánh giá")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="assessment_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""),
                name="assessment_withdrawal_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.title} – {self.campaign}"


class FieldSheetQuerySet(models.QuerySet["FieldSheet"]):
    def visible_to(self, user: User) -> FieldSheetQuerySet:
        """An appraiser sees a sheet once it is sent, and only where the office has a part in it."""
        assigned = Entry.objects.assigned_to(user).filter(sheet=OuterRef("pk"))
        return self.filter(
            Q(assessment__unit__in=units_where(user, Right.READ_SHEET))
            | Q(Exists(assigned), state__in=SENT_STATES)
        )

    def in_order(self) -> FieldSheetQuerySet:
        return self.order_by("criterion__sort_key")

    def ready(self, ready: Ready) -> FieldSheetQuerySet:
        """Sheets that have passed whatever comes before the explanation, council or approval.

        A sheet without any deduction has nothing to explain and passes that turn by.
        """
        no_round = Q(assessment__campaign__explanation_deadline=None)
        deducted = Q(Exists(Entry.objects.explainable().filter(sheet=OuterRef("pk"))))
        settled = Q(state=State.REVIEWED) | (Q(state=State.APPRAISED) & (no_round | ~deducted))
        has_council = Q(assessment__campaign__uses_council=True)
        conditions = {
            Ready.EXPLANATION: Q(state=State.APPRAISED) & ~no_round & deducted,
            Ready.COUNCIL: has_council & settled,
            Ready.APPROVAL: Q(state=State.DECIDED) | (~has_council & settled),
        }
        return self.filter(conditions[ready])


class FieldSheetManager(models.Manager["FieldSheet"]):
    def get_queryset(self) -> FieldSheetQuerySet:
        return FieldSheetQuerySet(self.model, using=self._db)

    def visible_to(self, user: User) -> FieldSheetQuerySet:
        return self.get_queryset().visible_to(user)

    def ready(self, ready: Ready) -> FieldSheetQuerySet:
        return self.get_queryset().ready(ready)


class FieldSheet(models.Model):
    """Phiếu lĩnh vực: one field of one assessment. The workflow state lives here and only here."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="sheets")
    criterion = models.ForeignKey(
        Criterion, verbose_name=_("lĩnh vực"), on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=STATE_CHOICES, default=State.DRAFT
    )
    round = models.PositiveSmallIntegerField(_("vòng"), default=1)
    reason = models.TextField(_("lý do của lần chuyển gần nhất"), blank=True)
    changed_at = models.DateTimeField(_("chuyển trạng thái lúc"), null=True)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[FieldSheetManager] = FieldSheetManager()

    class Meta:
        verbose_name = _("phiếu lĩnh vực")
        verbose_name_plural = _("phiếu lĩnh vực")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="sheet_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="sheet_state_known"
            ),
        ]
        indexes = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return f"{self.assessment.unit.title} – {self.criterion}"

    @property
    def workflow_state(self) -> State:
        return State(self.state)


class EntryQuerySet(models.QuerySet["Entry"]):
    def with_office(self) -> EntryQuerySet:
        """Annotate ``office_id``: the nearest assignment, of leaf, criterion or field."""

        def office(criterion: str) -> Subquery:
            return Subquery(
                Assignment.objects.filter(
                    campaign=OuterRef("assessment__campaign"), criterion=OuterRef(criterion)
                ).values("office")[:1]
            )

        return self.annotate(
            office_id=Coalesce(
                office("criterion"), office("criterion__parent"), office("sheet__criterion")
            )
        )

    def assigned_to(self, user: User) -> EntryQuerySet:
        return self.with_office().filter(Q(office_id__in=offices_of(user)))

    def visible_to(self, user: User) -> EntryQuerySet:
        return self.with_office().filter(
            Q(assessment__unit__in=units_where(user, Right.READ_SHEET))
            | Q(office_id__in=offices_of(user), sheet__state__in=SENT_STATES)
        )

    def in_order(self) -> EntryQuerySet:
        return self.order_by("criterion__sort_key")

    def explainable(self) -> EntryQuerySet:
        """Where the appraisal took points that the unit may answer for: a score below the maximum,
        a bonus not granted in full, a penalty imposed. Not surveys and statistics, which no
        unit declares."""
        is_adjustment = Q(criterion__method="adjustment")
        is_penalty = Q(criterion__rule_kind="penalty")
        return self.filter(
            (~is_adjustment & ~is_penalty & Q(appraised_score__lt=F("max_score")))
            | (is_adjustment & ~is_penalty & Q(appraised_score__lt=F("self_score")))
            | (is_penalty & Q(appraised_score__gt=0)),
            is_counted=True,
        ).exclude(criterion__method__in=OFFICE_METHODS)

    def disputed(self) -> EntryQuerySet:
        """Losses that the unit did not accept: it explained them in the sheet's present round or,
        where there was no such round, had scored itself higher."""
        explained = Explanation.objects.filter(
            entry=OuterRef("pk"), round=OuterRef("sheet__round"), sent_at__isnull=False
        ).exclude(text="")
        unheard = Q(sheet__state=State.APPRAISED, appraised_score__lt=F("self_score"))
        return self.explainable().filter(Q(Exists(explained)) | unheard)


class EntryManager(models.Manager["Entry"]):
    def get_queryset(self) -> EntryQuerySet:
        return EntryQuerySet(self.model, using=self._db)

    def with_office(self) -> EntryQuerySet:
        return self.get_queryset().with_office()

    def assigned_to(self, user: User) -> EntryQuerySet:
        return self.get_queryset().assigned_to(user)

    def visible_to(self, user: User) -> EntryQuerySet:
        return self.get_queryset().visible_to(user)

    def explainable(self) -> EntryQuerySet:
        return self.get_queryset().explainable()

    def disputed(self) -> EntryQuerySet:
        return self.get_queryset().disputed()


class Entry(models.Model):
    """Điểm chấm: one assessment × one leaf. Each actor writes only the own columns.

    The unit writes figures, self score and note; the appraising office the appraised score and its
    cause; approval writes the final score. Empty is not zero.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="entries")
    sheet = models.ForeignKey(FieldSheet, on_delete=models.CASCADE, related_name="entries")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="entries")
    max_score = PointsField(_("điểm tối đa"))
    is_counted = models.BooleanField(
        _("tính vào điểm tối đa"), default=True, help_text=_("Không: đã loại khỏi tổng điểm.")
    )
    is_open = models.BooleanField(
        _("đơn vị được sửa"), default=True, help_text=_("Khi trả lại, chỉ mở mục bị trả lại.")
    )

    not_applicable = models.BooleanField(
        _("không phát sinh"), default=False, help_text=_("Đơn vị khai; lý do ghi ở phần diễn giải.")
    )
    figures = models.JSONField(_("số liệu kê khai"), default=dict, blank=True)
    self_score = PointsField(_("điểm tự chấm"), null=True)
    working = models.CharField(_("cách tính"), max_length=300, blank=True)
    note = models.TextField(_("diễn giải, ghi chú"), blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("lưu lúc"), null=True)
    saved_by_name = models.CharField(_("người lưu"), max_length=160, blank=True)

    is_absence_agreed = models.BooleanField(
        _("đồng ý là không phát sinh"), null=True, help_text=_("Trống: chưa có ý kiến.")
    )
    appraised_score = PointsField(_("điểm thẩm định"), null=True)
    cause = models.TextField(_("nguyên nhân trừ điểm"), blank=True)
    return_reason = models.TextField(_("lý do trả lại"), blank=True)
    appraised_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    appraised_at = models.DateTimeField(_("thẩm định lúc"), null=True)
    appraisal_version = models.PositiveIntegerField(default=0)

    final_score = PointsField(_("điểm đạt được"), null=True)

    objects: ClassVar[EntryManager] = EntryManager()

    class Meta:
        verbose_name = _("điểm chấm")
        verbose_name_plural = _("điểm chấm")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="entry_once"),
            models.CheckConstraint(
                condition=Q(not_applicable=False) | ~Q(note=""), name="entry_absence_has_reason"
            ),
            *[
                models.CheckConstraint(
                    condition=Q(**{name: None})
                    | Q(**{f"{name}__gte": 0, f"{name}__lte": F("max_score")}),
                    name=f"entry_{name}_in_range",
                )
                for name in ("self_score", "appraised_score", "final_score")
            ],
        ]

    def __str__(self) -> str:
        return f"{self.assessment.unit.title} – {self.criterion}"

    @property
    def is_excluded(self) -> bool:
        """The campaign does not apply this criterion to anybody; nobody scores it."""
        return not self.is_counted and not self.not_applicable

    @property
    def score(self) -> Decimal | None:
        """The figure that counts now: final, else appraised, else self score."""
        scores: list[Decimal | None] = [self.final_score, self.appraised_score, self.self_score]
        return next((score for score in scores if score is not None), None)

    @property
    def deducted(self) -> Decimal | None:
        """Points lost, positive; None while there is no score."""
        return None if self.score is None else self.max_score - self.score


class Decision(models.TextChoices):
    AGREE = "agree", _("Đồng ý")
    DEDUCT = "deduct", _("Chấm khác, nêu nguyên nhân")
    RETURN = "return", _("Trả lại")
    ENTER = "enter", _("Nhập điểm")
    KEEP = "keep", _("Giữ điểm thẩm định")
    REVISE = "revise", _("Sửa điểm sau giải trình")
    COUNCIL = "council", _("Hội đồng kết luận")
    CORRECT = "correct", _("Đính chính")


class Appraisal(models.Model):
    """One round of appraisal of one entry: what the office decided, why, who and when."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="appraisals")
    round = models.PositiveSmallIntegerField(_("vòng"))
    decision = models.CharField(_("ý kiến"), max_length=10, choices=Decision.choices)
    self_score = PointsField(_("điểm tự chấm khi đó"), null=True)
    score = PointsField(_("điểm thẩm định"), null=True)
    cause = models.TextField(_("nguyên nhân, lý do"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("người thẩm định"), max_length=160)
    at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("lượt thẩm định")
        verbose_name_plural = _("lượt thẩm định")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.entry.criterion.code}: {self.get_decision_display()}"


class Explanation(models.Model):
    """Giải trình: what the unit answers to one deduction in one round, or that it agrees.

    It remembers the score and cause that it answers. The office reads it once it is sent.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="explanations")
    round = models.PositiveSmallIntegerField(_("vòng"))
    text = models.TextField(_("giải trình"), blank=True)
    agrees = models.BooleanField(_("đồng ý với điểm thẩm định"), default=False)
    score = PointsField(_("điểm thẩm định được giải trình"))
    cause = models.TextField(_("nguyên nhân được giải trình"), blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("người giải trình"), max_length=160)
    saved_at = models.DateTimeField(_("lưu lúc"))
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("giải trình")
        verbose_name_plural = _("giải trình")
        ordering = ["-round"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "round"], name="explanation_once"),
            models.CheckConstraint(
                condition=Q(agrees=False) | Q(text=""), name="explanation_or_agreement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry.criterion.code}, {self.round}: {self.text[:60]}"
