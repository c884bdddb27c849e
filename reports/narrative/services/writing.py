"""The text of a section: saved as it is typed, kept in versions, brought back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from parindex.errors import Conflict, Invalid
from parindex.history.services import actor_title, event_record
from parindex.lib.text import nfc
from parindex.units.models import User
from reports.models import Report, ReportSection, SectionVersion
from reports.narrative.access import check_open

TEXT_MAX = 60_000


class TextConflict(Conflict):
    """Somebody saved the section after this person saw it; ``stored`` is what stands there now."""

    def __init__(self, stored: ReportSection) -> None:
        super().__init__(_("%(who)s vừa lưu phần này.") % {"who": stored.saved_by_name})
        self.stored = stored


@transaction.atomic
def text_save(
    *, section_id: int, text: str, version: int, actor: User, at: datetime
) -> ReportSection:
    """What is the same already writes nothing; another's text is kept before it is written over.

    Raises Forbidden, Locked, Invalid (too long), TextConflict.
    """
    section = locked_section(section_id)
    check_open(section, actor, at)
    wanted = nfc(text).replace("\r\n", "\n").rstrip()
    if len(wanted) > TEXT_MAX:
        raise Invalid(
            {"text": _("Phần này dài quá %(max)d ký tự; hãy rút gọn.") % {"max": TEXT_MAX}}
        )
    if wanted == section.text:
        return section
    if section.version != version:
        raise TextConflict(section)
    if section.text and section.saved_by_id != actor.pk:
        text_keep(section, _("trước khi người khác sửa"))
    _write(section, wanted, actor, at)
    return section


@transaction.atomic
def version_keep(*, section_id: int, actor: User, at: datetime) -> None:
    """Keep the text as it stands, once. Raises Forbidden, Locked."""
    section = locked_section(section_id)
    check_open(section, actor, at)
    text_keep(section, _("lưu thành một bản"))


@transaction.atomic
def text_restore(
    *, section_id: int, number: int, version: int, actor: User, at: datetime
) -> ReportSection:
    """Bring a kept text back; what stood there is kept first.

    Raises Forbidden, Locked, TextConflict, Invalid (no such version).
    """
    section = locked_section(section_id)
    check_open(section, actor, at)
    if section.version != version:
        raise TextConflict(section)
    wanted = section.versions.filter(number=number).first()
    if wanted is None:
        raise Invalid({"number": _("Không có bản lưu này.")})
    if wanted.text == section.text:
        return section
    text_keep(section, _("trước khi lấy lại bản %(number)d") % {"number": number})
    _write(section, wanted.text, actor, at)
    event_record(
        actor=actor,
        action="report_section.restore",
        subject=section,
        scope=section.report,
        after={"number": number},
    )
    return section


def _write(section: ReportSection, text: str, actor: User, at: datetime) -> None:
    before = len(section.text)
    section.text = text
    section.version += 1
    section.saved_at, section.saved_by, section.saved_by_name = at, actor, actor_title(actor)
    section.save(update_fields=["text", "version", "saved_at", "saved_by", "saved_by_name"])
    event_record(
        actor=actor,
        action="report_section.write",
        subject=section,
        scope=section.report,
        before={"length": before},
        after={"length": len(text)},
    )


def text_keep(section: ReportSection, why: str) -> None:
    """Nothing is kept twice in a row."""
    last = section.versions.first()
    if not section.text or (last is not None and last.text == section.text):
        return
    highest = section.versions.aggregate(last=Max("number"))["last"] or 0
    SectionVersion.objects.create(
        section=section,
        number=highest + 1,
        text=section.text,
        why=why[:60],
        by_name=section.saved_by_name,
        at=section.saved_at or section.report.made_at,
    )


def locked_section(section_id: int) -> ReportSection:
    """The report first, as issuing locks it, then the section."""
    report_id = ReportSection.objects.values_list("report", flat=True).get(pk=section_id)
    Report.objects.select_for_update().get(pk=report_id)
    return (
        ReportSection.objects.select_for_update(of=("self",))
        .select_related("office", "report__unit", "report__outline")
        .get(pk=section_id)
    )
