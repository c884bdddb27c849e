"""Báo cáo định kỳ: a report of one unit on one period, its sections, their versions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parindex.units.models import Unit, User
from parindex.units.permissions import Right, desks_where, units_where
from plans.periods import Period, Span
from reports.models.handing import HandedIn
from reports.models.outlines import Heading, Outline
from reports.models.statistics import Collection

SPANS = (Span.QUARTER, Span.HALF, Span.YEAR)
"""On which periods a unit reports; months are reported on by plans only."""


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> ReportQuerySet:
        """Of the units whose progress the user follows or whose papers he drafts, and where an own
        office writes a part."""
        own = ReportSection.objects.filter(office__in=units_where(user, Right.REPORT))
        return self.filter(
            Q(unit__in=units_where(user, Right.READ_PROGRESS))
            | Q(unit__in=desks_where(user, Right.DRAFT_DOCUMENT))
            | Q(pk__in=own.values("report"))
        )


class Report(models.Model):
    """One unit's report on one period by one outline. Sections are written by its offices and put
    together by its standing office; the paper is a document of the register."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị báo cáo"), on_delete=models.PROTECT, related_name="reports"
    )
    outline = models.ForeignKey(Outline, verbose_name=_("đề cương"), on_delete=models.PROTECT)
    span = models.CharField(_("kỳ"), max_length=10, choices=[(s.value, s.label) for s in SPANS])
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveSmallIntegerField(_("kỳ thứ"), default=1)
    subject = models.CharField(_("trích yếu"), max_length=300)
    due_at = models.DateTimeField(_("hạn gửi phần báo cáo"))
    statistics = models.ForeignKey(
        Collection,
        verbose_name=_("bộ số liệu in làm phụ lục"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    made_at = models.DateTimeField(_("lập lúc"))

    objects: ClassVar[Any] = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo định kỳ")
        verbose_name_plural = _("báo cáo định kỳ")
        ordering = ["-year", "-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "outline", "span", "year", "number"], name="report_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject}, {self.unit.title}"

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.pk])

    @property
    def period(self) -> Period:
        return Period(Span(self.span), self.year, self.number)


class ReportSection(Heading, HandedIn):
    """One heading of a report; where ``is_written``, a text is asked for. Without an office it is
    the standing office's own."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    is_written = models.BooleanField(_("có nội dung"), default=True)
    is_left_out = models.BooleanField(_("không dùng mục này"), default=False)
    office = models.ForeignKey(
        Unit,
        verbose_name=_("cơ quan viết"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    text = models.TextField(_("nội dung"), blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("lưu lúc"), null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    saved_by_name = models.CharField(_("người lưu"), max_length=160, blank=True)

    class Meta(Heading.Meta, HandedIn.Meta):
        abstract = False
        verbose_name = _("phần của báo cáo")
        verbose_name_plural = _("phần của báo cáo")
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="report_section_once")
        ]

    def __str__(self) -> str:
        return self.numbered

    def get_absolute_url(self) -> str:
        return reverse("report-section", args=[self.pk])

    @property
    def deadline(self) -> datetime:
        return self.extended_until or self.report.due_at

    @property
    def writer(self) -> Unit:
        return self.office or self.report.unit


class SectionVersion(models.Model):
    """A text of a section as it was kept: before another person wrote over it, when it was sent,
    when somebody asked for it. Never changed."""

    section = models.ForeignKey(ReportSection, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("bản"))
    text = models.TextField(_("nội dung"))
    why = models.CharField(_("giữ khi"), max_length=60)
    by_name = models.CharField(_("người viết"), max_length=160)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("bản lưu của phần báo cáo")
        verbose_name_plural = _("bản lưu của phần báo cáo")
        ordering = ["section", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["section", "number"], name="section_version_once")
        ]


class FrozenFigure(models.Model):
    """A figure that a text of a report refers to, as it was when the paper got its number."""

    document = models.ForeignKey(
        "reports.Document", on_delete=models.CASCADE, related_name="figures"
    )
    reference = models.CharField(_("mã số liệu"), max_length=80)
    label = models.TextField(_("tên số liệu"))
    value = models.TextField(_("giá trị"))

    class Meta:
        verbose_name = _("số liệu đã chốt")
        verbose_name_plural = _("số liệu đã chốt")
        ordering = ["document", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["document", "reference"], name="frozen_figure_once")
        ]
