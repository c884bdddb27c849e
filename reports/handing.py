"""How what one unit hands to another moves: one table, read by services, buttons and tests.

Figures of a unit and its part of a report move alike: written, sent, accepted or returned with a
reason. Nothing of Django but its words.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Handing(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    SENT = "sent", _("Đã gửi")
    ACCEPTED = "accepted", _("Đã nhận")
    RETURNED = "returned", _("Trả lại")


OPEN = (Handing.DRAFT, Handing.RETURNED)
"""States in which its unit still writes."""
HANDED_IN = (Handing.SENT, Handing.ACCEPTED)
"""States whose content counts above."""


class Verb(StrEnum):
    SEND = "send"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    RETURN = "return"


@dataclass(frozen=True)
class Step:
    """``by_receiver``: done by who collects, not by who writes."""

    source: tuple[Handing, ...]
    target: Handing
    label: "_StrPromise"
    done: "_StrPromise"
    by_receiver: bool = False
    needs_reason: bool = False
    before_deadline: bool = False


STEPS: dict[Verb, Step] = {
    Verb.SEND: Step(OPEN, Handing.SENT, _("Gửi"), _("Đã gửi."), before_deadline=True),
    Verb.WITHDRAW: Step(
        (Handing.SENT,), Handing.DRAFT, _("Rút lại để sửa"), _("Đã rút lại."), before_deadline=True
    ),
    Verb.ACCEPT: Step(
        (Handing.SENT,), Handing.ACCEPTED, _("Nhận"), _("Đã nhận."), by_receiver=True
    ),
    Verb.RETURN: Step(
        HANDED_IN,
        Handing.RETURNED,
        _("Trả lại"),
        _("Đã trả lại kèm lý do."),
        by_receiver=True,
        needs_reason=True,
    ),
}
