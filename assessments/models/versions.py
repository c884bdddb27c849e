"""What was published: frozen figures, version by version, and the corrections between them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.campaign import Campaign
from assessments.models.sheets import Assessment, Entry
from parindex.db.fields import PercentField, PointsField
from parindex.units.models import User


class Correction(models.Model):
    """Đính chính: a change of published results by a decision of its own.

    Prepared line by line, then published; ``number`` counts the published ones of a campaign.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField(_("lần"), null=True, blank=True)
    decision_number = models.CharField(_("số quyết định đính chính"), max_length=60, blank=True)
    decision_date = models.DateField(_("ngày quyết định"), null=True, blank=True)
    reason = models.TextField(_("lý do đính chính"), blank=True)
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)
    published_by_name = models.CharField(_("người công bố"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("đính chính")
        verbose_name_plural = _("đính chính")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="correction_number_once"),
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(published_at=None), name="correction_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return self.decision_number or str(self.pk)


class CorrectedEntry(models.Model):
    """One score that a correction changes: what was published, what stands instead, and why."""

    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="lines")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="corrections")
    score_before = PointsField(_("điểm đã công bố"))
    cause_before = models.TextField(_("nguyên nhân đã công bố"), blank=True)
    score = PointsField(_("điểm đính chính"))
    cause = models.TextField(_("nguyên nhân trừ điểm, căn cứ"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("người nhập"), max_length=160)

    class Meta:
        verbose_name = _("mục đính chính")
        verbose_name_plural = _("mục đính chính")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["correction", "entry"], name="corrected_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.score_before} → {self.score}"


class ResultVersion(models.Model):
    """The figures of one assessment as published: by the decision (version 1), then by each
    correction. Frozen; what is current stands in Result."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("phiên bản"))
    correction = models.ForeignKey(
        Correction, on_delete=models.PROTECT, null=True, related_name="versions"
    )
    self_points = PointsField(_("điểm tự chấm"), null=True)
    points = PointsField(_("điểm đạt được"), null=True)
    max_points = PointsField(_("điểm tối đa"), null=True)
    percent = PercentField(_("tỷ lệ (%)"), null=True)
    scored_points = PointsField(_("điểm thẩm định các lĩnh vực"), null=True)
    survey_points = PointsField(_("điểm điều tra xã hội học"), null=True)
    bonus = PointsField(_("điểm thưởng"), null=True)
    penalty = PointsField(_("điểm phạt"), null=True)
    rank = models.PositiveIntegerField(_("xếp hạng"), null=True)
    rank_of = models.PositiveIntegerField(_("số đơn vị được xếp hạng"), null=True)
    group_label = models.CharField(_("nhóm"), max_length=80, blank=True)
    frozen_at = models.DateTimeField(_("chốt lúc"))

    class Meta:
        verbose_name = _("kết quả đã chốt")
        verbose_name_plural = _("kết quả đã chốt")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "number"], name="result_version_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment}, {self.number}"
