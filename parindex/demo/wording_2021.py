"""The words of huyện Vân Canh's analysis report: bases, remark, proposals, recipients."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from assessments.models import Campaign
from parindex.demo.report_2021 import report_read
from parindex.lib.dates import format_date
from parindex.lib.numbers import format_decimal, parse_plain
from parindex.units.models import Unit, User
from reports.models import DocumentKind, DocumentWording, Section
from reports.services.wording import Passage, wording_replace

KIND = DocumentKind.ANALYSIS_REPORT
CITED = {
    "request": "Thực hiện Công văn",
    "results": "Căn cứ Quyết định",
    "analysis": "Căn cứ Báo cáo",
}
"""How each document of the fixture is cited, in the order of the paper."""


def wording_2021(campaign: Campaign, district: Unit, office: User) -> None:
    """Written once: what the office has changed since stays."""
    if DocumentWording.objects.filter(campaign=campaign, unit=district, kind=KIND).exists():
        return
    wording_replace(
        campaign=campaign,
        unit=district,
        kind=KIND,
        passages=_passages(report_read()),
        actor=office,
    )


def _passages(report: Mapping[str, Any]) -> Iterator[Passage]:
    decisions = {decision["key"]: decision for decision in report["decisions"]}
    cited = tuple(_citation(how, decisions[key]) for key, how in CITED.items())
    yield Passage(Section.BASIS, cited)
    yield Passage(Section.REMARK, (_standing(report),))
    for proposal in report["proposals"]:
        yield Passage(Section.PROPOSAL, tuple(proposal["items"]), proposal["office"])
    yield Passage(Section.RECIPIENTS, tuple(report["recipients"]))
    yield Passage(Section.SIGNER, heading=report["signer"]["title"])


def _citation(how: str, decision: Mapping[str, str]) -> str:
    day, subject = date.fromisoformat(decision["date"]), decision["subject"]
    return (
        f"{how} số {decision['number']} ngày {format_date(day)} của {decision['issuer']}"
        f" về {subject[:1].lower()}{subject[1:]}"
    )


def _standing(report: Mapping[str, Any]) -> str:
    index, group = report["index"], report["group"]
    mean = format_decimal(parse_plain(index["mean_change_of_districts"]), strip=True)
    return (
        f"Huyện {index['standing']} (mức tăng bình quân của các huyện, thị xã, thành phố là {mean}"
        f" điểm phần trăm). Các địa phương thuộc {group['label'][:1].lower()}{group['label'][1:]}"
        f" gồm: {', '.join(group['members'])}."
    )
