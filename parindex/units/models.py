"""Who takes part and what they may do: units with their history, people, roles."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    PROVINCE = "province", _("Tỉnh, thành phố")
    DEPARTMENT = "department", _("Sở, ban, ngành")
    DISTRICT = "district", _("Huyện, thị xã, thành phố thuộc tỉnh")
    OFFICE = "office", _("Phòng, cơ quan chuyên môn")
    COMMUNE = "commune", _("Xã")
    WARD = "ward", _("Phường")
    TOWNSHIP = "township", _("Thị trấn")
    SPECIAL_ZONE = "special_zone", _("Đặc khu")
    SERVICE_UNIT = "service_unit", _("Đơn vị sự nghiệp")
    SECTOR = "sector", _("Cơ quan ngành dọc")


COMMUNE_LEVEL = (UnitKind.COMMUNE, UnitKind.WARD, UnitKind.TOWNSHIP, UnitKind.SPECIAL_ZONE)
"""Kinds that stand at commune level and are ranked together."""


class UnitQuerySet(models.QuerySet["Unit"]):
    def under(self, unit: Unit) -> UnitQuerySet:
        """The unit itself and everything below it."""
        return self.filter(path__startswith=unit.path)

    def valid_at(self, day: date) -> UnitQuerySet:
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
        )


class UnitManager(models.Manager["Unit"]):
    def get_queryset(self) -> UnitQuerySet:
        return UnitQuerySet(self.model, using=self._db)

    def under(self, unit: Unit) -> UnitQuerySet:
        return self.get_queryset().under(unit)

    def valid_at(self, day: date) -> UnitQuerySet:
        return self.get_queryset().valid_at(day)

    def get_by_natural_key(self, code: str) -> Unit:
        return self.get(code=code)


class Unit(models.Model):
    """An administrative unit or office. Matched by code, never by name; never re-parented."""

    code = models.CharField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên đơn vị"), max_length=200, help_text=_("Ví dụ: xã Canh Vinh"))
    kind = models.CharField(_("loại"), max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("đơn vị cấp trên"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    path = models.CharField(max_length=200, editable=False, db_index=True, default="")
    place_name = models.CharField(
        _("địa danh trong văn bản"), max_length=100, blank=True, help_text=_("Ví dụ: Vân Canh")
    )
    symbol = models.CharField(_("ký hiệu văn bản"), max_length=30, blank=True)
    valid_from = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    position = models.PositiveIntegerField(_("thứ tự"), default=0)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[UnitManager] = UnitManager()

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="unit_validity_ordered",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if path != self.path:
            self.path = path
            type(self).objects.filter(pk=self.pk).update(path=path)

    def get_absolute_url(self) -> str:
        return reverse("unit", args=[self.pk])

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    @property
    def title(self) -> str:
        """The name as it begins a line: "Xã Canh Vinh"."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def peer_group(self) -> str:
        """Units are ranked among their like: the whole commune level is one group."""
        return "commune_level" if self.kind in COMMUNE_LEVEL else self.kind

    def is_valid_at(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    @property
    def is_office(self) -> bool:
        return self.kind in (UnitKind.OFFICE, UnitKind.DEPARTMENT)


class UnitLink(models.Model):
    """A merger or split: many predecessors to many successors, with its legal act."""

    predecessor = models.ForeignKey(
        Unit, verbose_name=_("đơn vị cũ"), on_delete=models.PROTECT, related_name="successor_links"
    )
    successor = models.ForeignKey(
        Unit,
        verbose_name=_("đơn vị mới"),
        on_delete=models.PROTECT,
        related_name="predecessor_links",
    )
    effective_on = models.DateField(_("ngày có hiệu lực"))
    legal_act = models.CharField(_("văn bản"), max_length=300)

    class Meta:
        verbose_name = _("quan hệ sáp nhập")
        verbose_name_plural = _("quan hệ sáp nhập")
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="unit_link_once"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="unit_link_not_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class User(AbstractUser):
    """A person with a workplace; rights come from memberships, not from the person."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("họ và tên"), max_length=120)
    job_title = models.CharField(_("chức vụ"), max_length=120, blank=True)
    unit = models.ForeignKey(
        Unit, verbose_name=_("nơi công tác"), on_delete=models.PROTECT, null=True, blank=True
    )
    is_demo = models.BooleanField(_("tài khoản dùng thử"), default=False)

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.rsplit(" ", 1)[-1]


class Role(models.TextChoices):
    OFFICIAL = "official", _("Cán bộ đầu mối")
    HEAD = "head", _("Thủ trưởng đơn vị")
    APPRAISER = "appraiser", _("Công chức thẩm định")
    STANDING_OFFICE = "standing_office", _("Cơ quan thường trực")
    LEADER = "leader", _("Lãnh đạo UBND")
    ADMINISTRATOR = "administrator", _("Quản trị")
    AUDITOR = "auditor", _("Kiểm tra, chỉ xem")


SUBTREE_ROLES = (Role.STANDING_OFFICE, Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR)
"""Roles that reach the whole subtree of their unit; the others reach their unit only."""


class Membership(models.Model):
    """A role of a person on a unit (for SUBTREE_ROLES, on everything below it too)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)

    class Meta:
        verbose_name = _("vai trò của người dùng")
        verbose_name_plural = _("vai trò của người dùng")
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "role"], name="membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} – {self.unit}"


class WorkbookUpload(models.Model):
    """A workbook between dry run and confirmation; it lapses, and is applied at most once."""

    token = models.CharField(max_length=64, unique=True)
    file = models.FileField(upload_to="imports")
    name = models.CharField(_("tên tệp"), max_length=200)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(_("tải lên lúc"))
    applied_at = models.DateTimeField(_("ghi lúc"), null=True)

    class Meta:
        verbose_name = _("tệp Excel chờ xác nhận")
        verbose_name_plural = _("tệp Excel chờ xác nhận")

    def __str__(self) -> str:
        return self.name
