"""The statistics forms and report outlines that the portal brings along, into the database."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.narrative.loading import outlines_load
from reports.statistics.loading import indicator_sets_load


class Command(BaseCommand):
    help = "Nạp biểu thống kê và đề cương báo cáo kèm theo cổng; chạy lại bao nhiêu lần cũng được."

    def handle(self, *args: Any, **options: Any) -> None:
        for made in (*indicator_sets_load(), *outlines_load()):
            if options["verbosity"]:
                self.stdout.write(str(made))
