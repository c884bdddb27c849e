"""The unit's documents: attach, reuse, describe, replace, detach; and who outside read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Entry, Evidence, EvidenceFile, EvidenceLink
from assessments.services import evidence_details, evidence_files
from assessments.services.evidence_details import Details
from assessments.services.own_entries import check_proof, entry_to_write, locked_entry
from assessments.services.standing_in import check_stand_in, entry_to_stand_in
from assessments.telling import stand_in_told
from assessments.workflow import EXPLANATION_STATES
from parindex.errors import Forbidden, Invalid, Locked
from parindex.history.services import event_record
from parindex.lib.text import nfc
from parindex.units.models import User
from parindex.units.permissions import memberships_of


def evidence_add(
    *, entry_id: int, actor: User, file: File[bytes], details: Details, at: datetime
) -> Evidence:
    """Attach a new document with its first file.

    The same file without a word about it, already a document of this assessment, is linked instead
    of kept twice. The file is read and stored before the sheet is locked, so that nobody waits for
    it; it is deleted again if the writing fails.

    Raises Forbidden, Locked (deadline, state), Invalid (file, details).
    """
    entry = entry_to_write(entry_id)
    check_proof(actor, entry, at)
    details = evidence_details.read_details(details, at)
    found = evidence_files.inspect(file)
    known = evidence_files.known_document(entry, found)
    if known and details.says_nothing:
        evidence_link(
            evidence_id=known.pk, entry_id=entry_id, actor=actor, at=at, place=details.place
        )
        return known
    evidence = Evidence(assessment=entry.assessment)
    evidence_details.describe(evidence, details, file_name=found.name)
    with evidence_files.stored(evidence, file) as stored_as, transaction.atomic():
        entry = locked_entry(entry_id)
        check_proof(actor, entry, at)
        evidence.save()
        revision = evidence_files.new_revision(
            evidence, stored_as, found, actor, round_=entry.sheet.round
        )
        link = _new_link(evidence, entry, details.place)
        event_record(
            actor=actor,
            action="evidence.add",
            subject=entry,
            scope=entry.assessment,
            after={**evidence_details.facts_of(link), **evidence_files.facts_of(revision)},
        )
    return evidence


@transaction.atomic
def evidence_link(
    *, evidence_id: int, entry_id: int, actor: User, at: datetime, place: str = ""
) -> EvidenceLink:
    """Let a document of the assessment prove one more entry; a second time changes nothing.

    Raises Forbidden, Locked, Invalid (a document of another assessment).
    """
    entry = locked_entry(entry_id)
    check_proof(actor, entry, at)
    evidence = Evidence.objects.get(pk=evidence_id)
    if evidence.assessment_id != entry.assessment_id:
        raise Invalid({"documents": _("Tài liệu này thuộc phiếu khác nên không dùng lại được.")})
    if linked := EvidenceLink.objects.filter(evidence=evidence, entry=entry).first():
        return linked
    link = _new_link(evidence, entry, evidence_details.line(place))
    event_record(
        actor=actor,
        action="evidence.link",
        subject=entry,
        scope=entry.assessment,
        after=evidence_details.facts_of(link),
    )
    return link


def evidence_replace(
    *, evidence_id: int, actor: User, file: File[bytes], at: datetime
) -> EvidenceFile:
    """Add a revision of the document's file; the earlier ones stay.

    Whatever the document proves must be open: what an office is judging does not change under it.
    Raises Forbidden, Locked, Invalid (file).
    """
    evidence = Evidence.objects.select_related("assessment").get(pk=evidence_id)
    _open_entries(evidence, actor, at, load=entry_to_write)
    found = evidence_files.inspect(file)
    _check_own(evidence)
    with evidence_files.stored(evidence, file) as stored_as, transaction.atomic():
        Evidence.objects.select_for_update(no_key=True).get(pk=evidence_id)
        entries = _open_entries(evidence, actor, at, load=locked_entry)
        latest = evidence.files.first()
        if latest and latest.sha256 == found.sha256:
            raise Invalid(
                {"file": _("Tệp “%(name)s” giống hệt bản hiện có.") % {"name": found.name}}
            )
        revision = evidence_files.new_revision(
            evidence, stored_as, found, actor, round_=max(e.sheet.round for e in entries)
        )
        event_record(
            actor=actor,
            action="evidence.replace",
            subject=evidence,
            scope=evidence.assessment,
            before=evidence_files.facts_of(latest) if latest else None,
            after=evidence_files.facts_of(revision),
        )
    return revision


@transaction.atomic
def evidence_describe(
    *, evidence_id: int, entry_id: int, actor: User, details: Details, at: datetime
) -> Evidence:
    """Mend what is written about a document, and its place for this entry.

    Whatever the document proves must be open. Writing the same again writes nothing.
    Raises Forbidden, Locked, Invalid.
    """
    link = EvidenceLink.objects.select_related("evidence__assessment").get(
        evidence=evidence_id, entry=entry_id
    )
    evidence, latest = link.evidence, link.evidence.files.first()
    _open_entries(evidence, actor, at, load=locked_entry)
    _check_own(evidence)
    before = evidence_details.facts_of(link)
    details = evidence_details.read_details(details, at)
    evidence_details.describe(evidence, details, file_name=latest.name if latest else "")
    link.place = details.place
    evidence_details.check_fields(link, exclude=["evidence", "entry"])
    after = evidence_details.facts_of(link)
    if before == after:
        return evidence
    evidence.save()
    link.save(update_fields=["place"])
    event_record(
        actor=actor,
        action="evidence.describe",
        subject=evidence,
        scope=evidence.assessment,
        before=before,
        after=after,
    )
    return evidence


@transaction.atomic
def evidence_unlink(*, link_id: int, actor: User, at: datetime) -> EvidenceLink:
    """The document no longer proves the entry; document and files stay with the assessment.

    Raises Forbidden, Locked.
    """
    link = EvidenceLink.objects.select_related("evidence").get(pk=link_id)
    entry = locked_entry(link.entry_id)
    if link.evidence.stand_in:
        check_stand_in(actor, entry, at)
    else:
        check_proof(actor, entry, at)
        _check_added_now(link, entry)
    removed, _per_model = EvidenceLink.objects.filter(pk=link_id).delete()
    if removed:
        event_record(
            actor=actor,
            action="evidence.unlink",
            subject=entry,
            scope=entry.assessment,
            before=evidence_details.facts_of(link),
        )
    return link


def evidence_stand_in(
    *, entry_id: int, actor: User, file: File[bytes], details: Details, reason: str, at: datetime
) -> Evidence:
    """Add a document in the unit's place: which office, when and why stand beside it, and the
    unit's people are told. It never counts as the unit's own submission.

    Raises Forbidden, Locked, Invalid (file, details, reason).
    """
    entry = entry_to_stand_in(entry_id)
    check_stand_in(actor, entry, at)
    reason = nfc(reason).strip()
    if not reason:
        raise Invalid({"reason": _("Hãy nêu vì sao cơ quan tải lên thay đơn vị.")})
    details = evidence_details.read_details(details, at)
    found = evidence_files.inspect(file)
    evidence = Evidence(
        assessment=entry.assessment,
        stand_in=str(actor.unit or actor.full_name)[:200],
        stand_in_reason=reason,
    )
    evidence_details.describe(evidence, details, file_name=found.name)
    with evidence_files.stored(evidence, file) as stored_as, transaction.atomic():
        locked_entry(entry_id)
        entry = entry_to_stand_in(entry_id)
        check_stand_in(actor, entry, at)
        evidence.save()
        revision = evidence_files.new_revision(
            evidence, stored_as, found, actor, round_=entry.sheet.round
        )
        link = _new_link(evidence, entry, details.place)
        event_record(
            actor=actor,
            action="evidence.stand_in",
            subject=entry,
            scope=entry.assessment,
            after={**evidence_details.facts_of(link), **evidence_files.facts_of(revision)},
            reason=reason,
        )
        stand_in_told(entry, evidence)
    return evidence


def _check_own(evidence: Evidence) -> None:
    """Raises Forbidden: what an office added stays as the office added it."""
    if evidence.stand_in:
        raise Forbidden(
            _("Tài liệu này do %(office)s tải lên thay đơn vị nên đơn vị không sửa, gỡ được.")
            % {"office": evidence.stand_in}
        )


def evidence_read(*, file: EvidenceFile, reader: User) -> None:
    """Keep that somebody outside the unit opened the file; the unit's own reading is not noted."""
    assessment = file.evidence.assessment
    workplaces = {reader.unit_id, *(m.unit_id for m in memberships_of(reader))}
    if assessment.unit_id in workplaces:
        return
    event_record(
        actor=reader,
        action="evidence.read",
        subject=file.evidence,
        scope=assessment,
        after=evidence_files.facts_of(file),
    )


def evidence_lock(*, evidence: Evidence, actor: User, at: datetime) -> str:
    """Why the document may not change now; empty while it may. Raises Forbidden."""
    try:
        _open_entries(evidence, actor, at, load=entry_to_write)
    except Locked as locked:
        return locked.message
    return ""


def _open_entries(
    evidence: Evidence, actor: User, at: datetime, *, load: Callable[[int], Entry]
) -> list[Entry]:
    """All that the document proves, in one order of locking, each open to the actor."""
    links = {link.entry_id: link for link in evidence.links.order_by("entry__sheet", "entry")}
    if not links:
        raise Locked(_("Tài liệu này không gắn với mục nào; hãy gắn lại trước khi sửa."))
    entries = [load(entry_id) for entry_id in links]
    for entry in entries:
        try:
            check_proof(actor, entry, at)
            _check_added_now(links[entry.pk], entry)
        except Locked as locked:
            if len(entries) == 1:
                raise
            raise _locked_elsewhere(entry, locked) from None
    return entries


def _check_added_now(link: EvidenceLink, entry: Entry) -> None:
    """In the explanation round what was judged already stays as it was judged. Raises Locked."""
    is_explained = entry.sheet.workflow_state in EXPLANATION_STATES
    if is_explained and link.round < entry.sheet.round:
        raise Locked(
            _(
                "Tài liệu này đã được thẩm định nên giữ nguyên; vòng giải trình chỉ thêm tài liệu"
                " mới."
            )
        )


def _locked_elsewhere(entry: Entry, locked: Locked) -> Locked:
    return Locked(
        _(
            "Tài liệu này còn chứng minh mục %(code)s. %(reason)s Hãy thêm bản mới như một tài "
            "liệu khác, rồi gỡ tài liệu này khỏi mục đang sửa."
        )
        % {"code": entry.criterion.code, "reason": locked.message}
    )


def _new_link(evidence: Evidence, entry: Entry, place: str) -> EvidenceLink:
    link = EvidenceLink(evidence=evidence, entry=entry, place=place, round=entry.sheet.round)
    evidence_details.check_fields(link, exclude=["evidence", "entry"])
    link.save()
    return link
