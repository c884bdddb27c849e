"""The columns of what one unit writes and another receives."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.handing import OPEN, Handing


class HandedIn(models.Model):
    """State, deadline of one's own, who decided when. ``reports.handing`` is the table of steps."""

    state = models.CharField(
        _("tình trạng"), max_length=12, choices=Handing.choices, default=Handing.DRAFT
    )
    extended_until = models.DateTimeField(_("được gia hạn đến"), null=True, blank=True)
    reason = models.TextField(_("lý do trả lại"), blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người gửi"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    sent_by_name = models.CharField(max_length=160, blank=True)
    decided_at = models.DateTimeField(_("nhận hoặc trả lại lúc"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def handing(self) -> Handing:
        return Handing(self.state)
