"""What was approved, sealed: each approval carries its own hash and that of the one before."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.campaign import Campaign
from assessments.models.sheets import FieldSheet
from parindex.units.models import User


class Approval(models.Model):
    """One approval of one field sheet, a link in the chain of its campaign.

    ``content`` is what was approved, word for word; ``digest`` is the SHA-256 of the digest before
    it and the content. Whoever changes, removes or inserts an approval breaks the chain, and
    whoever changes an approved score no longer agrees with it. Rows are only added.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="approvals")
    number = models.PositiveIntegerField(_("số thứ tự trong đợt"))
    sheet = models.ForeignKey(FieldSheet, on_delete=models.PROTECT, related_name="approvals")
    content = models.TextField(_("nội dung đã phê duyệt"))
    before = models.CharField(_("mã kiểm của lần trước"), max_length=64, blank=True)
    digest = models.CharField(_("mã kiểm"), max_length=64)
    by = models.ForeignKey(
        User, verbose_name=_("người phê duyệt"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("phê duyệt lúc"))

    class Meta:
        verbose_name = _("lần phê duyệt")
        verbose_name_plural = _("các lần phê duyệt")
        ordering = ["campaign", "number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="approval_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.campaign.code} số {self.number}: {self.digest[:12]}"
