"""What happened: append-only business events."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EventQuerySet(models.QuerySet["Event"]):
    def of(self, instance: models.Model) -> EventQuerySet:
        """Events about the instance itself or inside it (an entry inside its assessment)."""
        label, key = subject_of(instance)
        return self.filter(
            models.Q(subject=label, subject_id=key) | models.Q(scope=label, scope_id=key)
        )


class Event(models.Model):
    """One thing somebody did. Never changed, never deleted; the actor's name stays as text."""

    at = models.DateTimeField(_("lúc"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    actor_name = models.CharField(_("người thực hiện"), max_length=160)
    action = models.CharField(_("việc"), max_length=60)
    subject = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_name = models.CharField(_("đối tượng"), max_length=300)
    scope = models.CharField(max_length=60, blank=True)
    scope_id = models.BigIntegerField(null=True)
    before = models.JSONField(_("trước"), null=True)
    after = models.JSONField(_("sau"), null=True)
    reason = models.TextField(_("lý do"), blank=True)
    request_id = models.CharField(max_length=36, blank=True)
    ip_address = models.GenericIPAddressField(null=True)

    objects: ClassVar[Any] = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("sự kiện")
        verbose_name_plural = _("nhật ký")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject", "subject_id", "-at"]),
            models.Index(fields=["scope", "scope_id", "-at"]),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.action} {self.subject_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("an event is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("an event is never deleted")


def subject_of(instance: models.Model) -> tuple[str, int]:
    return instance._meta.label_lower, instance.pk
