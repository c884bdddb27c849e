"""The list of new passwords as a workbook: made in memory, handed out once, kept nowhere."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font

from parindex.lib.workbooks.writing import put
from parindex.units.services.people import NewPassword

TITLES = ("Tên đăng nhập", "Mật khẩu", "Họ và tên", "Mã đơn vị", "Đơn vị công tác")
WIDTHS = (24, 24, 30, 18, 40)


def passwords_workbook(passwords: Sequence[NewPassword]) -> bytes:
    book = Workbook()
    ws = book.active
    if ws is None:
        raise TypeError("a new workbook has a sheet")
    ws.title = "Mật khẩu"
    for position, (title, width) in enumerate(zip(TITLES, WIDTHS, strict=True), start=1):
        put(ws.cell(1, position), title)
        ws.cell(1, position).font = Font(bold=True)
        ws.column_dimensions["ABCDE"[position - 1]].width = width
    for number, made in enumerate(passwords, start=2):
        person = made.person
        unit = (person.unit.code, person.unit.name) if person.unit else ("", "")
        values = (person.username, made.password, person.full_name, *unit)
        for position, value in enumerate(values, start=1):
            put(ws.cell(number, position), value)
    ws.freeze_panes = "A2"
    target = BytesIO()
    book.save(target)
    return target.getvalue()
