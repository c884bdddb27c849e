"""The published figures of huyện Vân Canh for 2020 and 2021, as its analysis report prints them."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

SOURCE: Final = "Báo cáo phân tích Chỉ số CCHC năm 2021 của huyện Vân Canh"
DECISION_NUMBER: Final = "313/QĐ-UBND"
DECISION_DATE: Final = date(2022, 1, 26)


def report_read() -> Mapping[str, Any]:
    """Scores are strings with a decimal point."""
    path = Path(settings.FIXTURE_DIRS[0]) / "demo_van_canh_2021.json"
    content: Mapping[str, Any] = json.loads(path.read_text())
    return content


def announced_at() -> datetime:
    """The day of the decision, by the portal's clock."""
    return timezone.make_aware(datetime.combine(DECISION_DATE, time(8)))


def decimal_or_none(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
