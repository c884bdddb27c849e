"""Đề cương: the trees of headings by which narrative reports are written."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.models import PlanKind


class Outline(models.Model):
    """An outline as an authority issued it. Of headings without others below them texts are asked;
    ``subject`` is the report's, with ``{period}`` for "6 tháng đầu năm 2022"."""

    code = models.CharField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên đề cương"), max_length=300)
    subject = models.CharField(_("trích yếu của báo cáo"), max_length=300)
    provenance = models.TextField(_("nguồn gốc"), blank=True)
    plan_kind = models.CharField(
        _("in kèm loại kế hoạch"), max_length=12, choices=PlanKind.choices, blank=True
    )

    class Meta:
        verbose_name = _("đề cương báo cáo")
        verbose_name_plural = _("đề cương báo cáo")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class Heading(models.Model):
    """What a section of an outline and one of a report have in common."""

    position = models.PositiveSmallIntegerField(_("thứ tự"))
    level = models.PositiveSmallIntegerField(_("cấp"))
    number = models.CharField(_("số mục"), max_length=40, blank=True)
    heading = models.CharField(_("tên mục"), max_length=500)
    guidance = models.TextField(
        _("nội dung cần nêu"), blank=True, help_text=_("Mỗi dòng là một ý.")
    )

    class Meta:
        abstract = True

    @property
    def numbered(self) -> str:
        """ "I. TÌNH HÌNH TRIỂN KHAI", "a) Mặt tích cực", "Phần thứ nhất. …"."""
        mark = ")" if self.number.isalpha() and self.number.islower() else "."
        return f"{self.number}{mark} {self.heading}" if self.number else self.heading

    @property
    def guidance_lines(self) -> list[str]:
        return [line for line in self.guidance.splitlines() if line.strip()]


class OutlineSection(Heading):
    """One heading of an outline, in the order of print; ``level`` counts from 1."""

    outline = models.ForeignKey(Outline, on_delete=models.CASCADE, related_name="sections")
    remark = models.TextField(_("ghi chú về bản in"), blank=True)

    class Meta(Heading.Meta):
        abstract = False
        verbose_name = _("mục của đề cương")
        verbose_name_plural = _("mục của đề cương")
        ordering = ["outline", "position"]
        constraints = [
            models.UniqueConstraint(fields=["outline", "position"], name="outline_section_once")
        ]

    def __str__(self) -> str:
        return self.numbered
