"""Results of a campaign on the command line."""

from argparse import RawDescriptionHelpFormatter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from parindex.errors import PortalError
from parindex.lib.numbers import DASH, format_decimal, format_percent, format_signed, half_up
from reports import exact_json
from reports.exact_json import Value
from reports.lookups import assessments_of, campaign_of
from reports.unit_result import Figures, Node, Part, UnitResult, unit_result

HELP = """\
Hiện kết quả đã tính của một đợt đánh giá: chỉ số, hạng, điểm từng lĩnh vực, so với năm trước.

Với --json, mỗi đơn vị là một đối tượng; không nêu --unit thì là một mảng, theo thứ tự đơn vị.
Số là số JSON đúng đến chữ số thập phân cuối, chưa có số liệu là null:
  campaign, unit  mã đợt, mã đơn vị
  total           score, max, percent, previous_percent, change (điểm phần trăm): 2 chữ số
  scored          phần thẩm định: score, max
  survey          phần điều tra xã hội học: score, max, index (Chỉ số hài lòng, %)
  fields[]        code, name, score, max, percent, previous_percent: 2 chữ số; change: 1 chữ số
  rank            rank, of (null khi chưa xếp hạng)
  group           tên nhóm xếp loại
"""


class Command(BaseCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("campaign", help="mã đợt, ví dụ BD-2021")
        parser.add_argument(
            "--unit", default="", help="mã đơn vị, ví dụ VAN-CANH; bỏ trống: mọi đơn vị"
        )
        parser.add_argument("--json", action="store_true", help="in JSON thay cho bảng")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            campaign = campaign_of(options["campaign"])
            assessments = assessments_of(campaign, options["unit"])
        except PortalError as error:
            raise CommandError(error.message) from error
        results = [unit_result(assessment) for assessment in assessments]
        if options["json"]:
            listed = [as_json(result) for result in results]
            self.stdout.write(exact_json.dumps(listed[0] if options["unit"] else listed))
        else:
            self.stdout.write("\n\n".join(as_table(result) for result in results))


def as_json(result: UnitResult) -> Mapping[str, Value]:
    survey = result.satisfaction
    return {
        "campaign": result.campaign.code,
        "unit": result.unit.code,
        "total": _figures(result.total, change_places=2),
        "scored": _part(result.scored),
        "survey": {**_part(result.survey), "index": _rounded(survey.index if survey else None)},
        "fields": [
            {"code": field.code, "name": field.name, **_figures(field, change_places=1)}
            for field in result.fields
        ],
        "rank": {
            "rank": result.rank.place if result.rank else None,
            "of": result.rank.of if result.rank else None,
        },
        "group": result.group.label if result.group else "",
    }


def _figures(figures: Figures, *, change_places: int) -> dict[str, Value]:
    return {
        "score": _rounded(figures.points),
        "max": _rounded(figures.max_points),
        "percent": _rounded(figures.percent),
        "previous_percent": _rounded(figures.previous_percent),
        "change": _rounded(figures.change, change_places),
    }


def _part(part: Part) -> dict[str, Value]:
    return {"score": _rounded(part.points), "max": _rounded(part.max_points)}


def _rounded(value: Decimal | None, places: int = 2) -> Decimal | None:
    return None if value is None else half_up(value, places)


def as_table(result: UnitResult) -> str:
    rank = f"{result.rank.place}/{result.rank.of}" if result.rank else DASH
    head = [
        f"{result.unit.title} – {result.campaign.name} ({result.campaign.code})",
        f"Chỉ số: {_of(result.total)} điểm, {format_percent(result.total.percent)};"
        f" năm trước {format_percent(result.total.previous_percent)};"
        f" tăng, giảm {format_signed(result.total.change)} điểm phần trăm",
        f"Hạng: {rank}; nhóm: {result.group.label if result.group else DASH}",
        f"Thẩm định: {_of(result.scored)}; điều tra xã hội học: {_of(result.survey)}",
    ]
    if not result.is_complete:
        head.append("Chưa đủ điểm mọi mục: số liệu tạm tính, chưa xếp hạng.")
    return "\n".join([*head, *_field_lines(result.fields)])


def _field_lines(fields: tuple[Node, ...]) -> list[str]:
    rows = [
        (
            field.code,
            _of(field),
            format_percent(field.percent),
            format_percent(field.previous_percent),
            format_signed(field.change, 1),
            field.name,
        )
        for field in fields
    ]
    titles = ("Mã", "Điểm", "%", "Năm trước", "+/−", "Lĩnh vực")
    return [
        f"{code:<4}{points:>13}{percent:>10}{before:>11}{change:>8}  {name}"
        for code, points, percent, before, change, name in (titles, *rows)
    ]


def _of(figures: Figures | Part) -> str:
    return f"{format_decimal(figures.points)}/{format_decimal(figures.max_points, strip=True)}"
