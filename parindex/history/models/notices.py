"""Whom to tell what: the rows of the inbox, and what was said once and is not said again."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

TITLE_MAX = 300


class NoticeKind(models.TextChoices):
    RETURN = "return", _("Trả lại")
    APPROVAL = "approval", _("Phê duyệt")
    DEADLINE = "deadline", _("Thời hạn")
    REMINDER = "reminder", _("Nhắc việc")
    DOCUMENT = "document", _("Văn bản")
    PLAN = "plan", _("Kế hoạch")
    INFO = "info", _("Thông tin")


URGENT_KINDS = frozenset({NoticeKind.RETURN, NoticeKind.APPROVAL, NoticeKind.DEADLINE})
"""Only these are mailed at once; all others wait for the daily digest."""


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at=None)


class Notice(models.Model):
    """One thing that one person is told. It says what happened; what remains to be done is
    derived from the state of the thing itself, so reading a notice settles nothing."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    at = models.DateTimeField(_("lúc"))
    kind = models.CharField(_("loại"), max_length=10, choices=NoticeKind.choices)
    title = models.CharField(_("tiêu đề"), max_length=TITLE_MAX)
    body = models.TextField(_("nội dung"), blank=True)
    url = models.CharField(_("địa chỉ mở ra"), max_length=300, blank=True)
    about = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True)
    is_urgent = models.BooleanField(_("gửi thư ngay"), default=False)
    read_at = models.DateTimeField(_("đọc lúc"), null=True)
    mailed_at = models.DateTimeField(_("gửi thư lúc"), null=True)
    batch = models.UUIDField(help_text=_("Các thông báo gửi cùng một lần."), db_index=True)

    objects: ClassVar[Any] = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("thông báo")
        verbose_name_plural = _("hộp thư")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["recipient", "-at"], name="notice_by_recipient")]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "url", "title"],
                condition=Q(read_at=None),
                name="notice_unread_once",
            )
        ]

    def __str__(self) -> str:
        return self.title


class MailChoice(models.Model):
    """What a person chose about mail, and the last day a digest went out; no row: the defaults."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choice"
    )
    wants_digest = models.BooleanField(_("nhận thư tổng hợp hằng ngày"), default=True)
    digest_on = models.DateField(_("thư tổng hợp gần nhất"), null=True)

    class Meta:
        verbose_name = _("lựa chọn nhận thư")
        verbose_name_plural = _("lựa chọn nhận thư")

    def __str__(self) -> str:
        return str(self.user)


class Reminder(models.Model):
    """A reminder that has gone out. Its key says of what, for which moment and at which step, so
    that the schedule and a command by hand never send it twice."""

    key = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField(_("nhắc lúc"))
    batch = models.UUIDField(db_index=True)

    class Meta:
        verbose_name = _("lần nhắc")
        verbose_name_plural = _("lần nhắc")

    def __str__(self) -> str:
        return self.key
