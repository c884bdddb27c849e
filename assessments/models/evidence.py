"""Evidence: the document that proves a score, and the revisions of its file."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.sheets import Assessment, Entry
from parindex.units.models import User
from parindex.units.permissions import Right, units_where


def stored_name(instance: EvidenceFile, filename: str) -> str:
    """A name that cannot be guessed and carries nothing of what a person typed."""
    return f"evidence/{instance.evidence.assessment_id}/{uuid.uuid4().hex}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User) -> EvidenceQuerySet:
        """Those that prove an entry the person sees, and all of the own unit."""
        entries = Entry.objects.visible_to(user)
        own = Q(assessment__unit__in=units_where(user, Right.READ_SHEET))
        return self.filter(own | Q(links__entry__in=entries.values("pk"))).distinct()


class EvidenceManager(models.Manager["Evidence"]):
    def get_queryset(self) -> EvidenceQuerySet:
        return EvidenceQuerySet(self.model, using=self._db)

    def visible_to(self, user: User) -> EvidenceQuerySet:
        return self.get_queryset().visible_to(user)


class Evidence(models.Model):
    """A document of one assessment; it may prove many entries.

    One that an office added for the unit says so in ``stand_in`` (which office) and why; it is not
    the unit's own submission, and the unit does not change it.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="evidence")
    number = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    title = models.CharField(_("trích yếu"), max_length=500)
    stand_in = models.CharField(_("cơ quan tải lên thay đơn vị"), max_length=200, blank=True)
    stand_in_reason = models.TextField(_("lý do tải lên thay"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[EvidenceManager] = EvidenceManager()

    class Meta:
        verbose_name = _("tài liệu kiểm chứng")
        verbose_name_plural = _("tài liệu kiểm chứng")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stand_in="") | ~Q(stand_in_reason=""),
                name="evidence_stand_in_has_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} – {self.title}" if self.number else self.title


class EvidenceFile(models.Model):
    """A revision of the document's file. Never overwritten: the old one stays visible."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="files")
    revision = models.PositiveSmallIntegerField(_("bản"))
    file = models.FileField(upload_to=stored_name, max_length=200)
    name = models.CharField(_("tên tệp"), max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(_("dung lượng"))
    sha256 = models.CharField(max_length=64)
    round = models.PositiveSmallIntegerField(_("vòng"), default=1)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_by_name = models.CharField(max_length=160)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("tệp minh chứng")
        verbose_name_plural = _("tệp minh chứng")
        ordering = ["-revision"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "revision"], name="evidence_revision_once")
        ]

    def __str__(self) -> str:
        return self.name


class EvidenceLink(models.Model):
    """Which entry a document proves, and where in it."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="links")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="evidence_links")
    place = models.CharField(_("mục, trang"), max_length=120, blank=True)
    round = models.PositiveSmallIntegerField(_("vòng"), default=1)

    class Meta:
        verbose_name = _("liên kết minh chứng")
        verbose_name_plural = _("liên kết minh chứng")
        constraints = [
            models.UniqueConstraint(fields=["evidence", "entry"], name="evidence_link_once")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.entry.criterion.code}"
