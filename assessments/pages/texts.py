"""Small texts that several pages share."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from parindex.lib.numbers import format_decimal


def points_text(value: Decimal | None) -> str:
    """Points without idle zeros: 6,46; 5; empty when there is no score (empty is not zero)."""
    return "" if value is None else format_decimal(value, strip=True)


def time_left(until: datetime, at: datetime) -> str:
    """Còn 3 ngày, còn 5 giờ, quá hạn 2 ngày."""
    seconds = int((until - at).total_seconds())
    days, hours = abs(seconds) // 86400, abs(seconds) // 3600
    amount = (
        _("%(count)d ngày") % {"count": days} if days else _("%(count)d giờ") % {"count": hours}
    )
    template = _("còn %(amount)s") if seconds >= 0 else _("quá hạn %(amount)s")
    return template % {"amount": amount}
