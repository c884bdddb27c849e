"""The standing office's figures for many units at once: all that was typed, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import access
from assessments.deadlines import lock_reasons
from assessments.models import Assessment, Campaign, Decision, Entry, FieldSheet, SurveyResult
from assessments.office.planning import Plan, plan_of
from assessments.services.appraising import Opinion, opinion_apply
from assessments.services.opinions import Applied, opinions_save
from assessments.workflow import Phase
from parindex.errors import Forbidden, Invalid, Locked
from parindex.history.services import Fact, actor_title, events_record
from parindex.lib.numbers import NumberError, format_decimal, parse_percent
from parindex.units.excel.uploads import PlanChanged, upload_taken
from parindex.units.models import User, WorkbookUpload
from parindex.units.permissions import Right, may


@dataclass(frozen=True)
class EntryFigures:
    """What was typed for one entry; ``version`` as seen."""

    entry_id: int
    version: int
    figures: Mapping[str, str]


@dataclass(frozen=True)
class IndexTyped:
    """The satisfaction index of one unit as typed; ``seen`` is what stood there before."""

    assessment_id: int
    seen: str
    index: str


@transaction.atomic
def office_figures_save(
    *,
    campaign: Campaign,
    typed: Sequence[EntryFigures],
    indexes: Sequence[IndexTyped] = (),
    actor: User,
    at: datetime,
) -> int:
    """Write what differs from what stands. Returns how many figures changed.

    Raises Forbidden, Locked, and Invalid with every cell that cannot be taken, by the name of its
    input (``e7-percent``, ``s3``), also where somebody else was faster.
    """
    if not may(actor, Right.ENTER_SURVEY, campaign.organiser):
        raise Forbidden(_("Số liệu này do cơ quan thường trực của đợt nhập."))
    entries = _locked(campaign, [each.entry_id for each in typed])
    _check_time(campaign, entries, indexes, at)
    errors: dict[str, str] = {}
    applied = []
    for each in typed:
        entry = entries.get(each.entry_id)
        if entry is not None and (fact := _apply(entry, each, actor, at, errors)) is not None:
            applied.append(Applied(entry, fact))
    changed = _read_indexes(campaign, indexes, errors)
    if errors:
        raise Invalid(errors)
    opinions_save(applied, decision=Decision.ENTER, actor=actor, at=at)
    _write_indexes(changed, actor)
    return len(applied) + len(changed)


@transaction.atomic
def office_import(
    *, upload: WorkbookUpload, campaign: Campaign, seen: str, actor: User, at: datetime
) -> Plan:
    """Write all of the workbook, or nothing. ``seen`` is the digest of the confirmed dry run.

    Raises Forbidden, Locked, WorkbookRefused (the file no longer fits), PlanChanged, Invalid.
    """
    with upload_taken(upload=upload, at=at) as file:
        plan = plan_of(file, campaign, actor)
    if plan.digest != seen:
        raise PlanChanged(plan)
    office_figures_save(
        campaign=campaign,
        typed=[EntryFigures(c.entry.pk, c.entry.appraisal_version, c.typed) for c in plan.changes],
        indexes=[
            IndexTyped(c.assessment.pk, _shown(c.before), _shown(c.index)) for c in plan.indexes
        ],
        actor=actor,
        at=at,
    )
    return plan


def _locked(campaign: Campaign, keys: Sequence[int]) -> dict[int, Entry]:
    """Sheets first and in one order, as every other writer locks them."""
    wanted = Entry.objects.filter(pk__in=keys, assessment__campaign=campaign)
    sheets = {
        sheet.pk: sheet
        for sheet in FieldSheet.objects.select_for_update(of=("self",))
        .filter(pk__in=wanted.values("sheet"))
        .select_related("criterion", "assessment__unit")
        .order_by("pk")
    }
    rows = (
        wanted.select_for_update(of=("self",))
        .select_related("criterion__set", "appraised_by")
        .order_by("pk")
    )
    found = {}
    for entry in rows:
        entry.sheet = sheets[entry.sheet_id]
        entry.assessment = entry.sheet.assessment
        entry.assessment.campaign = campaign
        found[entry.pk] = entry
    return found


def _check_time(
    campaign: Campaign,
    entries: Mapping[int, Entry],
    indexes: Sequence[IndexTyped],
    at: datetime,
) -> None:
    """Raises Locked with the reason of the first unit whose time is over."""
    touched = {entry.assessment_id: entry.assessment for entry in entries.values()}
    others = Assessment.objects.filter(
        campaign=campaign, pk__in={each.assessment_id for each in indexes} - touched.keys()
    )
    for assessment in others:
        assessment.campaign = campaign
        touched[assessment.pk] = assessment
    reasons = lock_reasons(touched.values(), Phase.APPRAISAL, at)
    if reason := next(filter(None, reasons.values()), ""):
        raise Locked(reason)


def _apply(
    entry: Entry, typed: EntryFigures, actor: User, at: datetime, errors: dict[str, str]
) -> Fact | None:
    """Change the entry, unsaved; what is wrong goes into ``errors``."""
    if not entry.criterion.is_office_scored or not access.may_enter(actor, entry):
        first = next(iter(typed.figures), "")
        errors[f"e{entry.pk}-{first}"] = _("Phiếu đã phê duyệt; cần mở lại thẩm định trước.")
        return None
    if typed.version != entry.appraisal_version:
        who = actor_title(entry.appraised_by) if entry.appraised_by else _("Người khác")
        for name in typed.figures:
            errors[f"e{entry.pk}-{name}"] = _("%(who)s vừa ghi mục này; hãy xem lại.") % {
                "who": who
            }
        return None
    opinion = Opinion(Decision.ENTER, version=typed.version, figures=typed.figures)
    try:
        return opinion_apply(entry, opinion, actor=actor, at=at)
    except Invalid as error:
        errors.update({f"e{entry.pk}-{name}": text for name, text in error.errors.items()})
        return None


@dataclass(frozen=True)
class _NewIndex:
    survey: SurveyResult
    before: Decimal | None


def _read_indexes(
    campaign: Campaign, indexes: Sequence[IndexTyped], errors: dict[str, str]
) -> list[_NewIndex]:
    keys = [each.assessment_id for each in indexes]
    stored = {
        survey.assessment_id: survey
        for survey in SurveyResult.objects.select_for_update(of=("self",))
        .filter(assessment__campaign=campaign, assessment__in=keys)
        .select_related("assessment__unit", "assessment__campaign")
    }
    units = Assessment.objects.filter(campaign=campaign, pk__in=keys).select_related(
        "unit", "campaign"
    )
    assessments = {assessment.pk: assessment for assessment in units}
    changed = []
    for each in indexes:
        if each.assessment_id not in assessments:
            continue
        survey = stored.get(each.assessment_id) or SurveyResult(
            assessment=assessments[each.assessment_id]
        )
        try:
            index = _index(each.index)
        except NumberError as error:
            errors[f"s{each.assessment_id}"] = str(error)
            continue
        if index == survey.index:
            continue
        if each.seen != _shown(survey.index):
            errors[f"s{each.assessment_id}"] = _("Người khác vừa ghi %(stored)s; hãy xem lại.") % {
                "stored": _shown(survey.index) or _("(trống)")
            }
            continue
        changed.append(_NewIndex(survey, survey.index))
        survey.index = index
    return changed


def _index(text: str) -> Decimal | None:
    """A percentage from 0 to 100; None when blank. Raises NumberError."""
    if not text.strip():
        return None
    index = parse_percent(text)
    if not 0 <= index <= 100:
        raise NumberError(_("Chỉ số phải từ 0 đến 100; bạn nhập “%(text)s”.") % {"text": text})
    return index


def _shown(index: Decimal | None) -> str:
    """As it stands in the input."""
    return "" if index is None else format_decimal(index, 9, strip=True)


def _write_indexes(changed: Sequence[_NewIndex], actor: User) -> None:
    """Index and points are two published values: writing one never touches the other."""
    for each in changed:
        each.survey.save()
    facts = [
        Fact(
            each.survey,
            each.survey.assessment,
            {"index": each.before},
            {"index": each.survey.index},
        )
        for each in changed
    ]
    events_record(actor=actor, action="survey.index", facts=facts)
