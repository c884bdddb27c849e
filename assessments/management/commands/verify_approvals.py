"""Whether what is stored is still what was approved."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.models import Approval, Campaign
from assessments.sealing import Break, chain_breaks


class Command(BaseCommand):
    help = (
        "Soát chuỗi mã kiểm của các lần phê duyệt: không lần nào bị sửa, bỏ hay chen vào, và điểm"
        " đang lưu đúng là điểm đã phê duyệt. Thoát với mã 1 nếu có chỗ sai."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--campaign", default="", help="mã đợt; bỏ trống: mọi đợt")
        parser.add_argument("--json", action="store_true", help="in JSON thay cho câu chữ")

    def handle(self, *args: Any, **options: Any) -> None:
        campaigns = Campaign.objects.get_queryset().order_by("code")
        if options["campaign"]:
            campaigns = campaigns.filter(code=options["campaign"])
            if not campaigns:
                raise CommandError(f"Không có đợt đánh giá mã “{options['campaign']}”.")
        breaks = [found for campaign in campaigns for found in chain_breaks(campaign)]
        count = Approval.objects.filter(campaign__in=campaigns).count()
        self.stdout.write(_json(count, breaks) if options["json"] else _words(count, breaks))
        if breaks:
            raise CommandError(f"{len(breaks)} chỗ không khớp.", returncode=1)


def _json(count: int, breaks: list[Break]) -> str:
    found = {"approvals": count, "breaks": [asdict(item) for item in breaks]}
    return json.dumps(found, ensure_ascii=False, indent=2)


def _words(count: int, breaks: list[Break]) -> str:
    if not breaks:
        return f"Đã soát {count} lần phê duyệt: chuỗi nguyên vẹn, số liệu đúng như đã phê duyệt."
    return "\n".join(f"{b.campaign}, số {b.number}, {b.sheet}: {b.message}." for b in breaks)
