"""Statistics: the form (tables, indicators, checks), who reports when, and the figures."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parindex.db.fields import PercentField
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, units_where
from reports.models.handing import HandedIn


class IndicatorKind(models.TextChoices):
    GROUP = "group", _("Tiêu đề nhóm, không có số liệu")
    COUNT = "count", _("Số đếm")
    PERCENT = "percent", _("Tỷ lệ %")
    YES_NO = "yes_no", _("Có / không")
    TEXT = "text", _("Lời văn")


class Scope(models.TextChoices):
    """Who knows the figure of a district: its offices, its communes, or each a part of it."""

    OWN = "own", _("Cơ quan chuyên môn nhập")
    BELOW = "below", _("Cấp xã nhập, cộng lên")
    BOTH = "both", _("Cơ quan chuyên môn và cấp xã cùng nhập, cộng lại")


class IndicatorSet(models.Model):
    """A statistics form as an authority issued it: its tables in order, its columns."""

    code = models.CharField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên biểu"), max_length=300)
    annex_title = models.CharField(
        _("tiêu đề phụ lục"), max_length=300, help_text=_("{organ} là cơ quan, {years} là các năm.")
    )
    provenance = models.TextField(_("nguồn gốc"), blank=True)

    class Meta:
        verbose_name = _("biểu thống kê")
        verbose_name_plural = _("biểu thống kê")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class IndicatorColumn(models.Model):
    """A column of figures as the form prints it: a year, whole or up to a day."""

    set = models.ForeignKey(IndicatorSet, on_delete=models.CASCADE, related_name="columns")
    year = models.PositiveSmallIntegerField(_("năm"))
    until = models.DateField(_("số liệu tính đến"))
    label = models.CharField(_("tên cột"), max_length=60)

    class Meta:
        verbose_name = _("cột số liệu của biểu")
        verbose_name_plural = _("cột số liệu của biểu")
        ordering = ["until"]
        constraints = [
            models.UniqueConstraint(fields=["set", "until"], name="indicator_column_once")
        ]

    def __str__(self) -> str:
        return self.label


class IndicatorTable(models.Model):
    """One section of the form; a gap in the printed numbering stays and is remarked on."""

    set = models.ForeignKey(IndicatorSet, on_delete=models.CASCADE, related_name="tables")
    code = models.CharField(_("số thứ tự"), max_length=10)
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("tên bảng"), max_length=300)
    offices = models.CharField(_("đơn vị báo cáo in trong biểu"), max_length=500, blank=True)
    offices_label = models.CharField(max_length=60, default="Đơn vị thống kê, báo cáo")
    heading = models.CharField(_("tên cột chỉ tiêu"), max_length=60, default="Chỉ tiêu")
    shows_offices = models.BooleanField(_("in cột đơn vị báo cáo"), default=False)
    remark = models.TextField(_("ghi chú về bản in"), blank=True)

    class Meta:
        verbose_name = _("bảng chỉ tiêu")
        verbose_name_plural = _("bảng chỉ tiêu")
        ordering = ["set", "position"]
        constraints = [models.UniqueConstraint(fields=["set", "code"], name="indicator_table_once")]

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"


class Indicator(models.Model):
    """One row of a table. A row that the print doubles points at the first by ``repeats``: it is
    printed where it stands, its figure is entered once."""

    set = models.ForeignKey(IndicatorSet, on_delete=models.CASCADE, related_name="indicators")
    table = models.ForeignKey(IndicatorTable, on_delete=models.CASCADE, related_name="indicators")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    code = models.CharField(_("mã"), max_length=30)
    position = models.PositiveSmallIntegerField(_("thứ tự trong biểu"))
    number = models.CharField(_("STT in trong biểu"), max_length=10, blank=True)
    name = models.CharField(_("chỉ tiêu"), max_length=400)
    kind = models.CharField(_("loại"), max_length=10, choices=IndicatorKind.choices)
    measure = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    offices = models.TextField(_("đơn vị báo cáo in trong biểu"), blank=True)
    scope = models.CharField(
        _("cách thu thập"), max_length=10, choices=Scope.choices, default=Scope.OWN
    )
    part_label = models.CharField(_("tử số"), max_length=100, blank=True)
    whole_label = models.CharField(_("mẫu số"), max_length=100, blank=True)
    repeats = models.ForeignKey(
        "self",
        verbose_name=_("in trùng với"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="repeated_by",
    )
    remark = models.TextField(_("ghi chú về bản in"), blank=True)

    class Meta:
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = _("chỉ tiêu")
        ordering = ["set", "position"]
        constraints = [models.UniqueConstraint(fields=["set", "code"], name="indicator_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_entered(self) -> bool:
        return self.kind != IndicatorKind.GROUP and self.repeats_id is None

    @property
    def label(self) -> str:
        """The name with that of the row above, without which "Tổng số có mặt" says little."""
        return f"{self.parent.name}: {self.name}" if self.parent else self.name


class CheckKind(models.TextChoices):
    EACH_AT_MOST = "each_at_most", _("Mỗi số không vượt số chung")
    SUM_AT_MOST = "sum_at_most", _("Tổng không vượt số chung")
    SUM_EQUALS = "sum_equals", _("Tổng bằng số chung")


class IndicatorCheck(models.Model):
    """A rule between rows of one unit's figures; one that blocks must hold before they are sent."""

    set = models.ForeignKey(IndicatorSet, on_delete=models.CASCADE, related_name="checks")
    code = models.CharField(_("mã"), max_length=40)
    kind = models.CharField(_("loại"), max_length=15, choices=CheckKind.choices)
    whole = models.ForeignKey(
        Indicator, verbose_name=_("số chung"), on_delete=models.CASCADE, related_name="+"
    )
    parts = models.ManyToManyField(Indicator, verbose_name=_("các số phần"), related_name="+")
    is_blocking = models.BooleanField(_("sai thì không gửi được"), default=True)

    class Meta:
        verbose_name = _("phép kiểm số liệu")
        verbose_name_plural = _("phép kiểm số liệu")
        ordering = ["set", "code"]
        constraints = [models.UniqueConstraint(fields=["set", "code"], name="indicator_check_once")]

    def __str__(self) -> str:
        return self.code


class CollectionQuerySet(models.QuerySet["Collection"]):
    def visible_to(self, user: User) -> CollectionQuerySet:
        """Of the units whose progress the user follows, and where an own unit reports."""
        own = StatisticsSheet.objects.of_reporters(user)
        return self.filter(
            Q(organiser__in=units_where(user, Right.READ_PROGRESS))
            | Q(pk__in=own.values("period__collection"))
        )


class Collection(models.Model):
    """One unit gathers the figures of one form, year after year, from its offices and communes."""

    code = models.SlugField(_("mã"), max_length=60, unique=True)
    name = models.CharField(_("tên"), max_length=300)
    set = models.ForeignKey(IndicatorSet, verbose_name=_("biểu"), on_delete=models.PROTECT)
    organiser = models.ForeignKey(
        Unit, verbose_name=_("đơn vị tổng hợp"), on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(_("ghi chú"), blank=True)

    objects: ClassVar[Any] = CollectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("bộ số liệu thống kê")
        verbose_name_plural = _("bộ số liệu thống kê")
        ordering = ["organiser__position", "code"]
        constraints = [models.UniqueConstraint(fields=["set", "organiser"], name="collection_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("statistics", args=[self.code])


class Period(models.Model):
    """One column of a collection: whole year or up to a day, with the day figures are due."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="periods")
    year = models.PositiveSmallIntegerField(_("năm"))
    until = models.DateField(_("số liệu tính đến"))
    label = models.CharField(_("tên cột"), max_length=60)
    due_at = models.DateTimeField(_("hạn gửi"))

    class Meta:
        verbose_name = _("kỳ số liệu")
        verbose_name_plural = _("kỳ số liệu")
        ordering = ["until"]
        constraints = [models.UniqueConstraint(fields=["collection", "until"], name="period_once")]

    def __str__(self) -> str:
        return self.label


class IndicatorReporter(models.Model):
    """An office of the organiser that enters a row; communes need no such line."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="reporters")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="reporters")
    office = models.ForeignKey(
        Unit, verbose_name=_("cơ quan nhập"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("phân công nhập số liệu")
        verbose_name_plural = _("phân công nhập số liệu")
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "indicator", "office"], name="indicator_reporter_once"
            )
        ]


class SheetQuerySet(models.QuerySet["StatisticsSheet"]):
    def of_reporters(self, user: User) -> SheetQuerySet:
        """Those that the user's own units fill in."""
        return self.filter(unit__in=units_where(user, Right.REPORT))

    def visible_to(self, user: User) -> SheetQuerySet:
        return self.filter(
            Q(unit__in=units_where(user, Right.REPORT))
            | Q(unit__in=units_where(user, Right.READ_SHEET))
            | Q(period__collection__organiser__in=units_where(user, Right.READ_PROGRESS))
        )


class StatisticsSheet(HandedIn):
    """Phiếu số liệu: the figures of one office or commune for one period."""

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="sheets")
    unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị báo cáo"), on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[Any] = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiếu số liệu")
        verbose_name_plural = _("phiếu số liệu")
        ordering = ["unit__position", "unit__code"]
        constraints = [
            models.UniqueConstraint(fields=["period", "unit"], name="statistics_sheet_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit.title}, {self.period.label}"

    def get_absolute_url(self) -> str:
        return reverse("statistics-sheet", args=[self.pk])

    @property
    def deadline(self) -> datetime:
        """The own extension, where there is one, else the period's."""
        return self.extended_until or self.period.due_at

    @property
    def receiver(self) -> Unit:
        return self.period.collection.organiser


class IndicatorValue(models.Model):
    """What one unit reports for one indicator and period. No row, or all empty: not known; zero is
    a figure. Of a percentage the counts are kept, so that percentages are never averaged."""

    sheet = models.ForeignKey(StatisticsSheet, on_delete=models.CASCADE, related_name="values")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    count = models.BigIntegerField(_("số đếm; có = 1, không = 0"), null=True)
    numerator = models.BigIntegerField(_("tử số"), null=True)
    denominator = models.BigIntegerField(_("mẫu số"), null=True)
    percent = PercentField(_("tỷ lệ %"), null=True)
    text = models.TextField(_("lời văn"), blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(_("lưu lúc"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    saved_by_name = models.CharField(_("người nhập"), max_length=160)

    class Meta:
        verbose_name = _("số liệu")
        verbose_name_plural = _("số liệu")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "indicator"], name="indicator_value_once"),
            models.CheckConstraint(
                condition=Q(count=None) | Q(count__gte=0), name="indicator_count_from_zero"
            ),
            models.CheckConstraint(
                condition=Q(numerator=None, denominator=None)
                | Q(numerator__gte=0, numerator__lte=F("denominator")),
                name="indicator_part_of_whole",
            ),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__gte=0, percent__lte=100),
                name="indicator_percent_within",
            ),
        ]

    @property
    def is_known(self) -> bool:
        figures = (self.count, self.denominator, self.percent)
        return any(figure is not None for figure in figures) or bool(self.text)
