"""Who is told of a step: those whom it concerns, in the step's own transaction.

What waits for somebody is derived from the state and stands on the home page anyway; a notice says
what happened, once. At once by mail go only a return and an approval.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as marked
from django.utils.translation import ngettext

from assessments.access import field_office
from assessments.deadlines import deadline
from assessments.models import Assessment, Campaign, Entry, Evidence, FieldSheet
from assessments.workflow import PHASES, Verb
from parindex.history.models import NoticeKind
from parindex.history.notices import Message, messages_send, notices_send
from parindex.lib.dates import format_moment
from parindex.units.models import Role, Unit, User
from parindex.units.recipients import (
    UNIT_ROLES,
    holders_by_unit,
    people_of_unit,
    people_with_role,
)


@dataclass(frozen=True)
class Telling:
    """What is said of a step: its kind, its title, and the page (by name) it leads to."""

    kind: NoticeKind
    title: str
    page: str


TO_UNIT = {
    Verb.RETURN: Telling(
        NoticeKind.RETURN, marked("Phiếu bị trả lại để bổ sung: %(sheet)s"), "sheet"
    ),
    Verb.REOPEN: Telling(NoticeKind.RETURN, marked("Phiếu được mở lại để sửa: %(sheet)s"), "sheet"),
    Verb.EXPLAIN: Telling(
        NoticeKind.INFO, marked("Cần giải trình điểm bị trừ: %(sheet)s"), "explanation"
    ),
    Verb.FINISH_REVIEW: Telling(
        NoticeKind.INFO, marked("Đã trả lời giải trình: %(sheet)s"), "explanation"
    ),
    Verb.CLOSE_EXPLANATION: Telling(
        NoticeKind.INFO, marked("Đã đóng vòng giải trình: %(sheet)s"), "explanation"
    ),
    Verb.APPROVE: Telling(NoticeKind.APPROVAL, marked("Đã phê duyệt: %(sheet)s"), "sheet"),
}
TO_OFFICE = {
    Verb.SEND_EXPLANATION: Telling(
        NoticeKind.INFO, marked("Nhận được giải trình của %(unit)s: %(sheet)s"), "review"
    ),
}


def step_told(sheet: FieldSheet, verb: Verb, *, actor: User, reason: str = "") -> None:
    """Tell the people whom this step of one sheet concerns."""
    if verb in TO_UNIT:
        telling, people = TO_UNIT[verb], people_of_unit(sheet.assessment.unit)
    elif verb in TO_OFFICE:
        telling, people = TO_OFFICE[verb], _appraisers(sheet)
    else:
        return
    assessment = sheet.assessment
    notices_send(
        to=people.exclude(pk=actor.pk),
        kind=telling.kind,
        title=_(telling.title) % {"sheet": sheet.criterion, "unit": assessment.unit.title},
        body="\n".join(line for line in (reason, _until(sheet)) if line),
        url=reverse(
            telling.page,
            args=[assessment.campaign.code, assessment.unit.code, sheet.criterion.code],
        ),
        urgent=telling.kind in (NoticeKind.RETURN, NoticeKind.APPROVAL),
        about=sheet,
    )


def steps_told(sheets: Iterable[FieldSheet], verb: Verb, *, actor: User) -> None:
    """A step that many sheets took at once: one notice per unit, with the number of sheets."""
    by_unit: dict[int, FieldSheet] = {}
    counts: Counter[int] = Counter()
    for sheet in sheets:
        by_unit.setdefault(sheet.assessment.unit_id, sheet)
        counts[sheet.assessment.unit_id] += 1
    holders = holders_by_unit(by_unit, *UNIT_ROLES)
    telling = TO_UNIT[verb]
    parcels = []
    for unit, sheet in by_unit.items():
        people = [p.pk for role in UNIT_ROLES for p in holders.get((unit, role), [])]
        message = Message(
            kind=telling.kind,
            title=_(telling.title) % {"sheet": _sheets_words(counts[unit])},
            url=assessment_url(sheet.assessment),
            body=_until(sheet),
            about=sheet.assessment,
        )
        parcels.append(([pk for pk in people if pk != actor.pk], message))
    messages_send(parcels)


def campaign_told(campaign: Campaign, *, title: str, url: str, body: str = "") -> None:
    """Tell the people of every unit that takes part."""
    taking_part = Assessment.objects.taking_part().filter(campaign=campaign)
    notices_send(
        to=people_of_unit(Unit.objects.filter(assessments__in=taking_part)),
        kind=NoticeKind.INFO,
        title=title,
        url=url,
        body=body,
        about=campaign,
    )


def assessment_url(assessment: Assessment) -> str:
    return reverse("assessment", args=[assessment.campaign.code, assessment.unit.code])


def _appraisers(sheet: FieldSheet) -> "QuerySet[User, User]":
    office = field_office(sheet)
    return people_with_role(office, Role.APPRAISER) if office else User.objects.none()


def _sheets_words(count: int) -> str:
    words = ngettext("%(count)d phiếu lĩnh vực", "%(count)d phiếu lĩnh vực", count)
    return words % {"count": count}


def _until(sheet: FieldSheet) -> str:
    phase = PHASES.get(sheet.workflow_state)
    until = deadline(sheet.assessment, phase) if phase else None
    if phase is None or until is None:
        return ""
    return f"{phase.deadline_label}: {format_moment(timezone.localtime(until))}."


def stand_in_told(entry: Entry, evidence: Evidence) -> None:
    """The unit's people, of a document that an office added in the unit's place."""
    assessment = entry.assessment
    place = [assessment.campaign.code, assessment.unit.code, entry.sheet.criterion.code]
    notices_send(
        to=people_of_unit(assessment.unit),
        kind=NoticeKind.INFO,
        title=_("%(office)s tải lên thay đơn vị một tài liệu ở mục %(code)s")
        % {"office": evidence.stand_in, "code": entry.criterion.code},
        url=f"{reverse('sheet', args=place)}#e{entry.pk}",
        body=_("%(document)s. Lý do: %(reason)s")
        % {"document": evidence, "reason": evidence.stand_in_reason},
        about=entry,
    )
