"""Sends the reminders that are due; for a cron line where no beat runs. Never sends one twice."""

from typing import Any

from django.core.management.base import BaseCommand

from assessments.periodic import remind


class Command(BaseCommand):
    help = "Gửi các lời nhắc thời hạn đã đến lúc (không gửi lại lời nhắc nào)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(remind())
