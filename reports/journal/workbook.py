"""The journal as an Excel file, written row by row, so that a long one fits in memory."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import IO, Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from assessments.pages.events import with_changes
from parindex.history.labels import action_label
from parindex.history.models import Event
from reports.appendices.text import safe_text

CHUNK = 2000
MOMENT = "dd/mm/yyyy hh:mm:ss"
COLUMNS: tuple[tuple[str, int], ...] = (
    ("Lúc", 20),
    ("Người thực hiện", 34),
    ("Việc", 28),
    ("Đối tượng", 46),
    ("Thay đổi", 60),
    ("Lý do", 40),
)
ADDRESS_COLUMNS: tuple[tuple[str, int], ...] = (("Địa chỉ IP", 18), ("Mã yêu cầu", 38))


def journal_write(
    target: IO[bytes],
    events: "QuerySet[Event, Event]",
    *,
    count: int,
    asked: Sequence[tuple[str, str]],
    by: str,
    at: datetime,
    with_addresses: bool,
) -> None:
    """``count`` on the cover is what the caller counted; the rows are no more and no fewer."""
    book = Workbook(write_only=True)
    book.properties.title = "Nhật ký"
    book.properties.creator = "PAR INDEX"
    _write_cover(book, count=count, asked=asked, by=by, at=at)
    columns = (*COLUMNS, *ADDRESS_COLUMNS) if with_addresses else COLUMNS
    sheet = book.create_sheet("Nhật ký")
    sheet.freeze_panes = "A2"
    for number, (_title, width) in enumerate(columns):
        sheet.column_dimensions["ABCDEFGH"[number]].width = width
    sheet.append([_cell(sheet, title, bold=True) for title, _width in columns])
    for event, changes in _read(events[:count]):
        sheet.append([_cell(sheet, value) for value in _values(event, changes, with_addresses)])
    book.save(target)


def _write_cover(
    book: Workbook, *, count: int, asked: Sequence[tuple[str, str]], by: str, at: datetime
) -> None:
    cover = book.create_sheet(_("Bìa"))
    cover.column_dimensions["A"].width, cover.column_dimensions["B"].width = 28, 70
    cover.append([_cell(cover, "NHẬT KÝ CỔNG PAR INDEX", bold=True)])
    facts: list[tuple[str, Any]] = [
        ("Số dòng", count),
        ("Xuất lúc", _local(at)),
        ("Người xuất", by),
        *(asked or [("Điều kiện tìm", "tất cả")]),
    ]
    for label, value in facts:
        cover.append([_cell(cover, label, bold=True), _cell(cover, value)])


def _read(events: "QuerySet[Event, Event]") -> Iterator[tuple[Event, list[str]]]:
    """A few thousand at a time, so that memory holds no more of them."""
    rows = events.iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        yield from with_changes(chunk)


def _values(event: Event, changes: list[str], with_addresses: bool) -> Iterator[Any]:
    yield _local(event.at)
    yield event.actor_name
    yield action_label(event.action)
    yield event.subject_name
    yield "\n".join(changes)
    yield event.reason
    if with_addresses:
        yield event.ip_address or ""
        yield event.request_id


def _local(moment: datetime) -> datetime:
    """Excel knows no time zones: the portal's clock, to the second."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0)


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=safe_text(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif isinstance(value, datetime):
        cell.number_format = MOMENT
        cell.alignment = Alignment(horizontal="left", vertical="top")
    else:
        cell.alignment = Alignment(horizontal="left")
    if bold:
        cell.font = Font(bold=True)
    return cell
