"""Writes docs/quyen-han.md anew."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from assessments.rights_document import rights_document

PLACE = Path(settings.BASE_DIR) / "docs" / "quyen-han.md"


class Command(BaseCommand):
    help = "Viết lại trang tài liệu về quyền hạn từ các bảng quyền mà cổng đang dùng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, default=PLACE, help="tệp đích")

    def handle(self, *args: Any, **options: Any) -> None:
        options["out"].write_text(rights_document())
        self.stdout.write(f"Đã viết {options['out']}.")
