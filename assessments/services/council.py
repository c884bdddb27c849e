"""The council's decision, recorded by the standing office: session, scores, conclusion."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.access import may_lead
from assessments.deadlines import lock_reason
from assessments.models import (
    Campaign,
    CouncilSession,
    Decision,
    Entry,
    FieldSheet,
)
from assessments.models.council import minutes_name
from assessments.services import evidence_files
from assessments.services.appraising import Opinion, entry_to_judge
from assessments.services.campaigns.guards import check_open, hold_sheets, locked_campaign
from assessments.services.leading import led_on
from assessments.services.reviewing import score_give
from assessments.turns import waiting_sheets
from assessments.workflow import TRANSITIONS, Ready, Verb
from parindex.errors import Forbidden, Invalid, Locked
from parindex.history.services import actor_title, event_record
from parindex.lib import uploads
from parindex.lib.text import nfc
from parindex.units.models import User


@dataclass(frozen=True)
class Session:
    """What is written about a session, as typed."""

    number: str
    held_on: date | None
    members: str
    note: str = ""

    def read(self, at: datetime) -> tuple[Session, date]:
        """Tidied, and the day it was held. Raises Invalid."""
        read = Session(
            number=nfc(self.number).strip(),
            held_on=self.held_on,
            members=nfc(self.members).strip(),
            note=nfc(self.note).strip(),
        )
        errors = {}
        if not read.number:
            errors["number"] = _("Hãy nhập số biên bản họp Hội đồng.")
        if not read.members:
            errors["members"] = _("Hãy ghi thành phần dự họp.")
        if read.held_on is None:
            errors["held_on"] = _("Hãy nhập ngày họp.")
        elif read.held_on > timezone.localtime(at).date():
            errors["held_on"] = _("Ngày họp chưa đến.")
        if errors or read.held_on is None:
            raise Invalid(errors)
        return read, read.held_on


def session_record(
    *,
    campaign: Campaign,
    session: Session,
    file: File[bytes] | None,
    actor: User,
    at: datetime,
) -> CouncilSession:
    """Begin the council's session on this campaign, or mend what is written about it.

    Until it concludes, its minutes may be replaced. Raises Forbidden, Locked, Invalid (session,
    file).
    """
    session, held_on = session.read(at)
    found = evidence_files.inspect(file) if file else None
    with _stored(campaign, file) as stored_as, transaction.atomic():
        locked = locked_campaign(campaign, actor)
        _check_council(locked)
        kept = CouncilSession.objects.filter(campaign=locked, concluded_at=None).first()
        kept = kept or CouncilSession(campaign=locked)
        before = _facts(kept) if kept.pk else None
        kept.number, kept.held_on = session.number, held_on
        kept.members, kept.note = session.members, session.note
        kept.recorded_by, kept.recorded_by_name = actor, actor_title(actor)
        kept.recorded_at = at
        if found:
            _attach(kept, stored_as, found)
        kept.save()
        if before != _facts(kept):
            event_record(
                actor=actor,
                action="council.record",
                subject=kept,
                scope=locked,
                before=before,
                after=_facts(kept),
            )
    return kept


@transaction.atomic
def council_score(*, entry_id: int, actor: User, opinion: Opinion, at: datetime) -> Entry:
    """The score that the council gives to a disputed entry, with its cause.

    Raises Forbidden, Locked (no session, not before the council, not disputed), Invalid, Conflict.
    """
    entry = entry_to_judge(entry_id)
    session = _check_scoring(entry, actor, at)
    score_give(entry, opinion, actor=actor, at=at, session=session.number)
    return entry


@transaction.atomic
def council_conclude(*, campaign: Campaign, actor: User, at: datetime) -> list[FieldSheet]:
    """The session concludes every sheet that stands before the council.

    Raises Forbidden, Locked (no session, no minutes, nothing to conclude).
    """
    hold_sheets(campaign)
    locked = locked_campaign(campaign, actor)
    _check_council(locked)
    session = _open_session(locked)
    if not session.minutes:
        raise Locked(_("Hãy đính kèm biên bản họp Hội đồng trước khi ghi kết luận."))
    waiting = waiting_sheets(locked, TRANSITIONS[Verb.CONCLUDE], at)
    sheets = led_on(waiting, Verb.CONCLUDE, actor=actor, at=at)
    if not sheets:
        raise Locked(_("Chưa có phiếu nào đến lượt Hội đồng kết luận."))
    session.sheets.set(sheets)
    session.concluded_at = at
    session.save(update_fields=["concluded_at"])
    event_record(
        actor=actor,
        action="council.conclude",
        subject=session,
        scope=locked,
        after={**_facts(session), "sheets": len(sheets)},
    )
    return sheets


def _check_council(campaign: Campaign) -> None:
    check_open(campaign)
    if not campaign.uses_council:
        raise Locked(_("Kết quả đợt này không đưa ra Hội đồng."))


def _open_session(campaign: Campaign) -> CouncilSession:
    session = CouncilSession.objects.filter(campaign=campaign, concluded_at=None).first()
    if session is None:
        raise Locked(_("Hãy ghi phiên họp của Hội đồng trước."))
    return session


def _check_scoring(entry: Entry, actor: User, at: datetime) -> CouncilSession:
    campaign = entry.assessment.campaign
    if not may_lead(actor, campaign):
        raise Forbidden(_("Kết luận của Hội đồng do cơ quan thường trực ghi."))
    if reason := lock_reason(entry.assessment, None, at):
        raise Locked(reason)
    session = _open_session(campaign)
    if not FieldSheet.objects.ready(Ready.COUNCIL).filter(pk=entry.sheet_id).exists():
        raise Locked(
            _("Phiếu đang ở trạng thái “%(state)s” nên chưa đến lượt Hội đồng.")
            % {"state": entry.sheet.workflow_state.label}
        )
    if not was_disputed(entry):
        raise Locked(_("Mục này không có ý kiến khác nhau nên Hội đồng không xét lại."))
    return session


def was_disputed(entry: Entry) -> bool:
    """Disputed now, or already scored by the council in this round (it may score it again)."""
    scored = entry.appraisals.filter(decision=Decision.COUNCIL, round=entry.sheet.round)
    return Entry.objects.disputed().filter(pk=entry.pk).exists() or scored.exists()


def _stored(campaign: Campaign, file: File[bytes] | None) -> AbstractContextManager[str]:
    if file is None:
        return nullcontext("")
    return evidence_files.stored_as(minutes_name(CouncilSession(campaign=campaign), ""), file)


def _attach(session: CouncilSession, stored_as: str, found: uploads.Inspection) -> None:
    earlier = session.minutes.name
    if earlier:
        storage = session.minutes.storage
        transaction.on_commit(lambda: storage.delete(earlier))
    session.minutes = stored_as
    session.minutes_file_name, session.content_type = found.name, found.content_type
    session.size, session.sha256 = found.size, found.sha256


def _facts(session: CouncilSession) -> dict[str, object]:
    names = ("number", "held_on", "members", "note", "minutes_file_name", "sha256")
    return {name: getattr(session, name) for name in names}
