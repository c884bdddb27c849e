"""Remind units of progress reports and tasks that come due, where no beat runs (cron)."""

from typing import Any

from django.core.management.base import BaseCommand

from plans.tasks import plans_remind


class Command(BaseCommand):
    help = "Nhắc báo cáo tiến độ và nhiệm vụ đến hạn, quá hạn; mỗi lời nhắc chỉ gửi một lần."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(plans_remind())
