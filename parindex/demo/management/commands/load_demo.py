"""``manage.py load_demo``: demo data for trying the portal out."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from parindex.demo.loading import demo_load
from parindex.demo.summary import summary_lines
from parindex.errors import PortalError


class Command(BaseCommand):
    help = "Nạp dữ liệu dùng thử: tỉnh Bình Định, huyện Vân Canh, ba đợt đánh giá, các tài khoản."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            demo_load(at=timezone.now())
        except PortalError as error:
            raise CommandError(error.message) from error
        for line in summary_lines():
            self.stdout.write(line)
