"""The library of solutions: wording that a plan may begin from, by field of reform."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parindex.units.models import Unit
from plans.fields import ReformField


class SolutionQuerySet(models.QuerySet["Solution"]):
    def known_to(self, unit: Unit) -> SolutionQuerySet:
        """Those of the portal, of the unit and of the units above it; a row that a nearer unit
        replaced or put away is left out."""
        above = [int(part) for part in unit.path.split("/") if part]
        near = self.filter(Q(owner=None) | Q(owner__in=above))
        replaced = near.exclude(replaces=None).values("replaces")
        return near.filter(is_active=True).exclude(pk__in=replaced)


class SolutionManager(models.Manager["Solution"]):
    def get_queryset(self) -> SolutionQuerySet:
        return SolutionQuerySet(self.model, using=self._db)

    def known_to(self, unit: Unit) -> SolutionQuerySet:
        return self.get_queryset().known_to(unit)


class Solution(models.Model):
    """One suggested task of a field. ``keywords`` tell which deductions it fits.

    Rows without owner come with the portal; a unit changes one by keeping its own row that
    ``replaces`` it.
    """

    code = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)
    owner = models.ForeignKey(
        Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="solutions"
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replacements"
    )
    field = models.CharField(_("lĩnh vực"), max_length=15, choices=ReformField.choices)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    text = models.TextField(_("nhiệm vụ, giải pháp"))
    product = models.CharField(_("sản phẩm, kết quả"), max_length=500, blank=True)
    keywords = models.CharField(
        _("từ khoá"),
        max_length=400,
        blank=True,
        help_text=_("Cách nhau bằng dấu phẩy; có trong tên tiêu chí hoặc nguyên nhân thì gợi ý."),
    )
    is_active = models.BooleanField(_("đang dùng"), default=True)
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar[SolutionManager] = SolutionManager()

    class Meta:
        verbose_name = _("giải pháp mẫu")
        verbose_name_plural = _("giải pháp mẫu")
        ordering = ["field", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "replaces"], name="solution_replaced_once"),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(replaces=None),
                name="solution_of_portal_replaces_none",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:120]
