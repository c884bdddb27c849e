"""Sending a section, taking it back, receiving it, returning it; more time for one office."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.errors import Forbidden, Invalid
from parindex.history.notices import notices_send
from parindex.history.services import event_record
from parindex.lib.dates import format_moment
from parindex.units.models import User
from reports.handing import STEPS, Verb
from reports.handing_in import Move, check_extension, handed_move
from reports.models import ReportSection
from reports.narrative.access import check_collects, check_not_issued
from reports.narrative.services.writing import locked_section, text_keep
from reports.people import collectors_of, writers_at


@transaction.atomic
def section_move(
    *,
    section_id: int,
    verb: Verb,
    actor: User,
    at: datetime,
    reason: str = "",
    until: datetime | None = None,
) -> ReportSection:
    """``until``: a new day for what is returned.

    Raises Forbidden, Locked (deadline, issued), Conflict, Invalid (no reason, nothing written).
    """
    section = locked_section(section_id)
    check_not_issued(section.report)
    if section.office is None:
        raise Forbidden(_("Phần này không giao cho cơ quan nào nên không phải gửi, nhận."))
    move = Move(
        verb=verb,
        actor=actor,
        at=at,
        sender=section.office,
        receiver=section.report.unit,
        deadline=section.deadline,
        reason=reason,
        until=until,
    )
    handed_move(section, move, action="report_section")
    if verb is Verb.SEND:
        if not section.text.strip():
            raise Invalid({"text": _("Phần này chưa có nội dung nên chưa gửi được.")})
        text_keep(section, _("khi gửi"))
    _tell(section, verb, actor)
    return section


def _tell(section: ReportSection, verb: Verb, actor: User) -> None:
    """Who gets it learns that it came; who wrote it learns what became of it."""
    assert section.office is not None  # noqa: S101  (section_move has looked)
    if STEPS[verb].by_receiver:
        people = writers_at([section.office_id or 0])
    else:
        people = collectors_of(section.report.unit)
    words = {
        Verb.SEND: _("%(office)s gửi phần báo cáo: %(section)s"),
        Verb.WITHDRAW: _("%(office)s rút lại phần báo cáo: %(section)s"),
        Verb.ACCEPT: _("Đã nhận phần báo cáo của %(office)s: %(section)s"),
        Verb.RETURN: _("Trả lại phần báo cáo của %(office)s: %(section)s"),
    }[verb] % {"office": section.office.title, "section": section}
    notices_send(
        to=people.exclude(pk=actor.pk),
        kind="return" if verb is Verb.RETURN else "info",
        title=words,
        body=section.reason,
        url=section.get_absolute_url(),
        urgent=verb is Verb.RETURN,
        about=section,
    )


@transaction.atomic
def section_extend(
    *, section_id: int, until: datetime, reason: str, actor: User, at: datetime
) -> None:
    """Raises Forbidden, Locked (issued), Invalid (no reason, a day that has passed)."""
    section = locked_section(section_id)
    check_collects(actor, section.report)
    check_not_issued(section.report)
    check_extension(until=until, reason=reason, at=at)
    before = section.deadline
    section.extended_until = until
    section.save(update_fields=["extended_until"])
    event_record(
        actor=actor,
        action="report_section.extend",
        subject=section,
        scope=section.report,
        before={"until": before},
        after={"until": until},
        reason=reason.strip(),
    )
    if section.office_id:
        notices_send(
            to=writers_at([section.office_id]),
            kind="deadline",
            title=_("Gia hạn đến %(until)s: %(section)s")
            % {"until": format_moment(timezone.localtime(until)), "section": section},
            body=reason.strip(),
            url=section.get_absolute_url(),
            about=section,
        )
