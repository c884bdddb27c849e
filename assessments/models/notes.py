"""Internal notes: what those who appraise tell each other, and the unit never reads."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.sheets import Entry, FieldSheet
from parindex.units.models import User
from parindex.units.permissions import Right, units_where


class InternalNoteQuerySet(models.QuerySet["InternalNote"]):
    def visible_to(self, user: User) -> InternalNoteQuerySet:
        """The office in charge of the entry (or of a part of the sheet), the standing office and
        the auditor; never anybody who declares for the unit, whatever else he holds."""
        mine = Entry.objects.assigned_to(user)
        in_charge = Q(entry__in=mine.values("pk")) | Q(entry=None, sheet__in=mine.values("sheet"))
        above = Q(sheet__assessment__campaign__organiser__in=units_where(user, Right.READ_INTERNAL))
        of_unit = Q(sheet__assessment__unit__in=units_where(user, Right.DECLARE))
        return self.filter(in_charge | above).exclude(of_unit)


class InternalNoteManager(models.Manager["InternalNote"]):
    def get_queryset(self) -> InternalNoteQuerySet:
        return InternalNoteQuerySet(self.model, using=self._db)

    def visible_to(self, user: User) -> InternalNoteQuerySet:
        return self.get_queryset().visible_to(user)


class InternalNote(models.Model):
    """One remark on an entry, or on the whole sheet when ``entry`` is empty. Never changed."""

    sheet = models.ForeignKey(FieldSheet, on_delete=models.CASCADE, related_name="internal_notes")
    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, related_name="internal_notes", null=True
    )
    text = models.TextField(_("nội dung"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("người ghi"), max_length=160)
    at = models.DateTimeField(_("lúc"))

    objects: ClassVar[InternalNoteManager] = InternalNoteManager()

    class Meta:
        verbose_name = _("ghi chú nội bộ")
        verbose_name_plural = _("ghi chú nội bộ")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="note_says_something")]

    def __str__(self) -> str:
        """Without its text, which the history must not repeat."""
        return str(_("Ghi chú nội bộ: %(subject)s") % {"subject": self.entry or self.sheet})
