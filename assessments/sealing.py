"""The chain of approvals: what is sealed, how it is hashed, and whether it still holds.

The content of an approval is one JSON text with sorted keys, so that the same facts always give the
same bytes on both databases.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from assessments.models import Approval, Campaign, Entry, EvidenceLink, FieldSheet
from assessments.workflow import State
from parindex.lib.numbers import plain
from parindex.units.models import User

Content = dict[str, Any]


def seal(sheet: FieldSheet, *, actor: User, at: datetime) -> Approval:
    """Append the sheet as it stands to the chain of its campaign; inside the approving transaction.

    The campaign's row is locked, so that of two approvals at once one comes after the other.
    """
    campaign = Campaign.objects.select_for_update(no_key=True).get(pk=sheet.assessment.campaign_id)
    last = Approval.objects.filter(campaign=campaign).order_by("number").last()
    before = last.digest if last else ""
    content = written({**sealed_content(sheet), "by": actor.get_username(), "at": at.isoformat()})
    return Approval.objects.create(
        campaign=campaign,
        number=last.number + 1 if last else 1,
        sheet=sheet,
        content=content,
        before=before,
        digest=digest_of(before, content),
        by=actor,
        at=at,
    )


def digest_of(before: str, content: str) -> str:
    return hashlib.sha256(f"{before}\n{content}".encode()).hexdigest()


def written(content: Content) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sealed_content(sheet: FieldSheet) -> Content:
    """What an approval answers for: every figure, score, cause and proof of the sheet."""
    return _content(sheet, _entries([sheet])[sheet.pk])


def _content(sheet: FieldSheet, entries: Iterable[Entry]) -> Content:
    return {
        "campaign": sheet.assessment.campaign.code,
        "unit": sheet.assessment.unit.code,
        "field": sheet.criterion.code,
        "round": sheet.round,
        "entries": [_entry_content(entry) for entry in entries],
    }


def _entries(sheets: Iterable[FieldSheet]) -> dict[int, list[Entry]]:
    """The sheets' entries with what proves them, by sheet, each in order."""
    proofs = EvidenceLink.objects.order_by("pk").prefetch_related("evidence__files")
    entries = (
        Entry.objects.filter(sheet__in=[sheet.pk for sheet in sheets])
        .select_related("criterion")
        .prefetch_related(Prefetch("evidence_links", queryset=proofs))
        .order_by("criterion__sort_key")
    )
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.sheet_id].append(entry)
    return found


def _entry_content(entry: Entry) -> Content:
    files = sorted(
        file.sha256 for link in entry.evidence_links.all() for file in link.evidence.files.all()
    )
    return {
        "code": entry.criterion.code,
        "max": plain(entry.max_score),
        "counted": entry.is_counted,
        "absent": entry.not_applicable,
        "figures": entry.figures,
        "note": entry.note,
        "self": _plain_or_none(entry.self_score),
        "appraised": _plain_or_none(entry.appraised_score),
        "final": _plain_or_none(entry.final_score),
        "cause": entry.cause,
        "files": files,
    }


def _plain_or_none(score: Any) -> str | None:
    return None if score is None else plain(score)


# -- holding it against what is stored now ------------------------------------------------------


@dataclass(frozen=True)
class Break:
    """A place where the chain or the stored scores no longer agree with what was approved."""

    campaign: str
    number: int
    sheet: str
    message: str


def chain_breaks(campaign: Campaign) -> list[Break]:
    """Everything wrong with the chain of the campaign, in its order; empty while it holds."""
    approvals = list(
        Approval.objects.filter(campaign=campaign)
        .select_related("sheet__criterion", "sheet__assessment__unit")
        .order_by("number")
    )
    return [*_links_broken(campaign, approvals), *_scores_changed(campaign, approvals)]


def _links_broken(campaign: Campaign, approvals: list[Approval]) -> Iterator[Break]:
    before, expected = "", 1
    for approval in approvals:
        if approval.number != expected:
            yield _break(
                campaign,
                approval,
                _("thiếu lần phê duyệt số %(missing)d đứng trước")
                % {"missing": approval.number - 1},
            )
        elif approval.before != before:
            yield _break(campaign, approval, _("không nối với lần phê duyệt đứng trước"))
        if approval.digest != digest_of(approval.before, approval.content):
            yield _break(campaign, approval, _("nội dung không khớp mã kiểm của chính nó"))
        before, expected = approval.digest, approval.number + 1


def _scores_changed(campaign: Campaign, approvals: list[Approval]) -> Iterator[Break]:
    """Sheets that are approved now, against what their latest approval sealed."""
    latest = {approval.sheet_id: approval for approval in approvals}
    sheets = list(
        FieldSheet.objects.filter(assessment__campaign=campaign, state=State.APPROVED)
        .select_related("criterion", "assessment__unit", "assessment__campaign")
        .order_by("assessment", "criterion__sort_key")
    )
    entries = _entries(sheets)
    for sheet in sheets:
        approval = latest.get(sheet.pk)
        if approval is None:
            if any(entry.final_score is not None for entry in entries[sheet.pk]):
                yield Break(campaign.code, 0, str(sheet), _("đã phê duyệt nhưng không có mã kiểm"))
            continue
        now = json.loads(written(_content(sheet, entries[sheet.pk])))
        sealed = json.loads(approval.content)
        if changed := _differences(sealed, now):
            yield _break(
                campaign,
                approval,
                _("số liệu đang lưu khác nội dung đã phê duyệt ở mục %(codes)s")
                % {"codes": ", ".join(changed)},
            )


def _differences(sealed: Content, now: Content) -> list[str]:
    """Codes of the entries that differ from what was sealed."""
    before = {entry["code"]: entry for entry in sealed["entries"]}
    after = {entry["code"]: entry for entry in now["entries"]}
    return [code for code in {**before, **after} if before.get(code) != after.get(code)]


def _break(campaign: Campaign, approval: Approval, message: str) -> Break:
    return Break(campaign.code, approval.number, str(approval.sheet), message)
