"""Remind units of progress reports and tasks that come due, where no beat runs (cron)."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from plans.services.reminding import reminders_run


class Command(BaseCommand):
    help = "Nhắc báo cáo tiến độ và nhiệm vụ đến hạn, quá hạn; mỗi lời nhắc chỉ gửi một lần."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = reminders_run(at=timezone.now(), today=timezone.localdate())
        self.stdout.write(_("Đã gửi %(count)d lời nhắc.") % {"count": sent})
