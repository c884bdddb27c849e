"""The appraisal council: its sessions, with their minutes."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.campaign import Campaign
from assessments.models.sheets import FieldSheet
from parindex.units.models import User


def minutes_name(instance: CouncilSession, filename: str) -> str:
    """A name that cannot be guessed and carries nothing of what a person typed."""
    return f"council/{instance.campaign_id}/{uuid.uuid4().hex}"


class CouncilSession(models.Model):
    """One session of the council on one campaign; concluded once, then it stands as it is.

    The minutes are the signed paper; which sheets it concluded are its ``sheets``.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="sessions")
    number = models.CharField(_("số biên bản"), max_length=60)
    held_on = models.DateField(_("ngày họp"))
    members = models.TextField(_("thành phần dự họp"))
    note = models.TextField(_("nội dung kết luận"), blank=True)
    minutes = models.FileField(_("biên bản"), upload_to=minutes_name, max_length=200, blank=True)
    minutes_file_name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    content_type = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField(_("dung lượng"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    sheets = models.ManyToManyField(
        FieldSheet, verbose_name=_("phiếu đã kết luận"), related_name="sessions", blank=True
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_by_name = models.CharField(_("người ghi"), max_length=160)
    recorded_at = models.DateTimeField(_("ghi lúc"))
    concluded_at = models.DateTimeField(_("kết luận lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("phiên họp Hội đồng")
        verbose_name_plural = _("phiên họp Hội đồng")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign"],
                condition=models.Q(concluded_at=None),
                name="council_one_open_session",
            )
        ]

    def __str__(self) -> str:
        return self.number
