"""Slips of an official table on the command line."""

import json
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from textwrap import fill
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.figure_check import (
    LABELS,
    MEANINGS,
    Findings,
    Kind,
    Slip,
    UnreadableFile,
    check_sheets,
    read_workbook,
)
from reports.figure_check.words import UNRECOGNISED, row_text, summary, to_people

UNREADABLE = 2


def _explained(kind: Kind) -> str:
    return fill(f"  {kind:<11} {MEANINGS[kind]}", 100, subsequent_indent=" " * 14) + "\n"


HELP = (
    """\
Đối chiếu số liệu trong bảng điểm, bảng so sánh, phân tích Chỉ số CCHC và liệt kê từng chỗ sai:
trang, dòng, mã, số in ra, số tính lại, vì sao. Tệp là sổ Excel .xlsx; bảng nhận ra theo chữ ở
tiêu đề cột, thứ tự cột và cách chia trang tuỳ ý, số viết 6,46 hay 6.46 đều được. Không ghi gì vào
cổng.

Với --json, kết quả là một mảng, mỗi chỗ sai một đối tượng:
  sheet       tên trang
  row         số dòng trong trang, như Excel đánh số
  code        mã lĩnh vực, tiêu chí; số liệu rời thì là SIPAS, Chỉ số hoặc Tổng
  kind        loại sai, một trong các từ dưới đây
  printed     chữ in trong ô; ô trống là ""
  recomputed  số tính lại, dấu chấm thập phân, là chuỗi; không tính được thì là ""
  message     lời giải thích
Các từ của kind:
"""
    + "".join(_explained(kind) for kind in Kind)
    + """\
Mã thoát: 0 khi đã đối chiếu xong, kể cả khi tìm thấy chỗ sai; 2 khi không đọc được tệp hoặc trong
tệp không có bảng nào nhận ra được.
"""
)


class Command(BaseCommand):
    help = HELP
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP.xlsx", help="sổ Excel cần đối chiếu")
        parser.add_argument("--json", action="store_true", help="in JSON thay cho lời")

    def handle(self, *args: Any, **options: Any) -> None:
        findings, remarks = check_file(options["file"])
        if options["json"]:
            listed = [as_json(slip) for slip in findings.slips]
            self.stdout.write(json.dumps(listed, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(as_lines(findings, remarks)))


def check_file(path: Path) -> tuple[Findings, tuple[str, ...]]:
    """Raises CommandError with exit code 2 and a message for the person."""
    try:
        with path.open("rb") as file:
            workbook = read_workbook(file, name=path.name, size=path.stat().st_size)
    except FileNotFoundError:
        raise CommandError(f"Không có tệp “{path}”.", returncode=UNREADABLE) from None
    except OSError as error:
        message = f"Không mở được “{path}”: không phải tệp, hoặc không có quyền đọc."
        raise CommandError(message, returncode=UNREADABLE) from error
    except UnreadableFile as error:
        raise CommandError(str(error), returncode=UNREADABLE) from error
    findings = check_sheets(workbook.sheets)
    if not findings.has_checked_anything:
        raise CommandError(UNRECOGNISED, returncode=UNREADABLE)
    return findings, workbook.remarks


def as_json(slip: Slip) -> dict[str, str | int]:
    return {
        "sheet": slip.at.sheet,
        "row": slip.at.row,
        "code": slip.code,
        "kind": slip.kind.value,
        "printed": slip.printed,
        "recomputed": slip.recomputed,
        "message": slip.message,
    }


def as_lines(findings: Findings, remarks: tuple[str, ...]) -> list[str]:
    lines = [summary(findings)]
    for number, slip in enumerate(findings.slips, start=1):
        printed = slip.printed or "(trống)"
        right = f", tính lại {to_people(slip.recomputed)}" if slip.recomputed else ""
        lines += [
            "",
            f"{number}. {row_text(slip)} [{LABELS[slip.kind]}] in {printed}{right}",
            f"   {slip.message}",
        ]
    notes = [f"Trang “{n.at.sheet}”, dòng {n.at.row}: {n.text}" for n in findings.notes]
    for title, items in (("Lưu ý:", [*remarks, *notes]), ("Đã đọc:", findings.tables)):
        if items:
            lines += ["", title, *(f"- {item}" for item in items)]
    return lines
