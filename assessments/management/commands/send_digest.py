"""Sends today's digest to who has not had it; for a cron line where no beat runs."""

from typing import Any

from django.core.management.base import BaseCommand

from assessments.periodic import digest


class Command(BaseCommand):
    help = "Gửi thư tổng hợp hôm nay cho người chưa nhận."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(digest())
