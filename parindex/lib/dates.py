"""Vietnamese dates and hours as text."""

from datetime import date, datetime


def format_date(day: date | None) -> str:
    """20/11/2026; a dash when there is none."""
    return f"{day:%d/%m/%Y}" if day else "–"


def format_moment(moment: datetime | None) -> str:
    """17:00 ngày 20/11/2026 (the hour first, as offices write a deadline)."""
    return f"{moment:%H:%M} ngày {moment:%d/%m/%Y}" if moment else "–"


def format_long_date(day: date) -> str:
    """ngày 05 tháng 01 năm 2026: days below 10 and months 1, 2 take a zero (Nghị định 30/2020)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
