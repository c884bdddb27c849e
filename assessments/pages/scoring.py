"""The scoring sheet: the fields at the left, one field's rows, the running totals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import access
from assessments.deadlines import deadline, extensions_of, lock_reason, too_early
from assessments.evidence_view import evidence_of, upload_rules
from assessments.models import Assessment, Entry, Explanation, FieldSheet
from assessments.pages.addresses import explanation_url
from assessments.pages.previous import previous_texts
from assessments.pages.texts import points_text, time_left
from assessments.queries import exclusion_reasons, missing_declarations
from assessments.services.declaring import Declaration
from assessments.totals import Running, running_totals
from assessments.turns import detour
from assessments.workflow import EXPLANATION_STATES, PHASES, UNIT_HELD, Phase, State
from criteria import rules
from criteria.models import Criterion, NotApplicable
from parindex.lib.dates import format_moment
from parindex.units.models import User

RATIO = ("numerator", "denominator")


@dataclass(frozen=True)
class InputView:
    """One input of a row; ``part`` is its name inside the row."""

    entry_id: int
    part: str
    label: str
    kind: str
    value: str
    options: list[dict[str, object]]
    hint: str
    error: str

    @property
    def name(self) -> str:
        """The part's name, as the component for two figures wants it."""
        return self.part

    @property
    def html_name(self) -> str:
        return f"e{self.entry_id}-{self.part}"


@dataclass(frozen=True)
class RowView:
    entry: Entry
    criterion: Criterion
    is_editable: bool
    rule: str
    ratio: list[InputView]
    inputs: list[InputView]
    may_be_absent: bool
    is_absent: bool
    absence_error: str
    note: str
    note_error: str
    score: str
    appraised: str
    maximum: str
    percent: int | None
    working: str
    previous: str
    evidence: list[dict[str, Any]]
    excluded: str = ""
    """Why the campaign does not apply the criterion; empty when it does."""
    stored: str = ""
    """What somebody else saved meanwhile, in words; empty unless there is a conflict."""


@dataclass(frozen=True)
class GroupView:
    """A criterion with its sub-criteria; a leaf criterion stands alone without a heading."""

    heading: str
    maximum: str
    rows: list[RowView] = field(default_factory=list)


@dataclass(frozen=True)
class Typed:
    """What a person typed for one entry and what was wrong with it."""

    declared: Declaration
    errors: Mapping[str, str] = field(default_factory=dict)
    conflict: bool = False


def scoring_page(
    sheet: FieldSheet, user: User, at: datetime, typed: Mapping[int, Typed] | None = None
) -> dict[str, object]:
    assessment = sheet.assessment
    running = running_totals(assessment)
    held = sheet.workflow_state in UNIT_HELD
    locked = lock_reason(assessment, PHASES[sheet.workflow_state] if held else None, at)
    groups = _groups(sheet, user, bool(locked), typed or {})
    return {
        "sheet": sheet,
        "assessment": assessment,
        "campaign": assessment.campaign,
        "groups": groups,
        "can_save": any(row.is_editable for group in groups for row in group.rows),
        "fields": field_links(assessment, running, current=sheet.pk, user=user),
        "totals": totals_bar(sheet, running),
        "lock": locked or _state_lock(sheet, user),
        "deadline": running_text(sheet, at),
        "extensions": extensions_of(assessment),
        "explanation_url": _explanation_url(sheet),
        "moves": open_moves(sheet, user, at),
        "missing": missing_links(sheet),
        "upload": upload_rules(),
    }


def _groups(
    sheet: FieldSheet, user: User, locked: bool, typed: Mapping[int, Typed]
) -> list[GroupView]:
    entries = list(
        sheet.entries.select_related("criterion__parent", "criterion__set").order_by(
            "criterion__sort_key"
        )
    )
    may_declare = not locked and access.may_declare(user, sheet)
    evidence = evidence_of(entries, user=user)
    unit = {sheet.assessment_id: sheet.assessment.unit_id}
    before = previous_texts(sheet.assessment.campaign, entries, unit)
    excluded = exclusion_reasons(sheet.assessment.campaign)
    groups: dict[int, GroupView] = {}
    for entry in entries:
        entry.sheet = sheet
        parent = entry.criterion.parent
        is_headed = parent is not None and parent.pk != sheet.criterion_id
        key = parent.pk if parent and is_headed else -entry.pk
        if key not in groups:
            groups[key] = GroupView(
                heading=str(parent) if is_headed else "",
                maximum=points_text(parent.max_score) if parent and is_headed else "",
            )
        groups[key].rows.append(
            _row(
                entry,
                is_editable=may_declare
                and entry.is_open
                and not entry.is_excluded
                and not entry.criterion.is_office_scored,
                excluded=excluded.get(entry.criterion_id, ""),
                typed=typed.get(entry.pk),
                evidence=evidence.get(entry.pk, []),
                previous=before.get(entry.pk, ""),
            )
        )
    return list(groups.values())


def _row(
    entry: Entry,
    *,
    is_editable: bool,
    typed: Typed | None,
    evidence: list[dict[str, Any]],
    previous: str,
    excluded: str,
) -> RowView:
    rule = entry.criterion.rule
    figures = typed.declared.figures if typed else entry.figures
    errors = typed.errors if typed else {}
    inputs = input_views(entry, figures, errors)
    pair = [item for item in inputs if item.part in RATIO]
    is_pair = len(pair) == len(RATIO)
    score = entry.appraised_score if entry.criterion.is_office_scored else entry.self_score
    return RowView(
        entry=entry,
        criterion=entry.criterion,
        is_editable=is_editable,
        rule=rules.explain(rule),
        ratio=pair if is_pair else [],
        inputs=[item for item in inputs if not (is_pair and item in pair)],
        may_be_absent=entry.criterion.not_applicable != NotApplicable.NO,
        is_absent=typed.declared.not_applicable if typed else entry.not_applicable,
        absence_error=errors.get("na", ""),
        note=typed.declared.note if typed else entry.note,
        note_error=errors.get("note", ""),
        score=points_text(score),
        appraised=points_text(entry.appraised_score),
        maximum=points_text(entry.max_score),
        percent=int(score / entry.max_score * 100) if score is not None else None,
        working=entry.working,
        previous=previous,
        evidence=evidence,
        excluded=excluded,
        stored=_in_words(entry) if typed and typed.conflict else "",
    )


def input_views(
    entry: Entry, figures: Mapping[str, str], errors: Mapping[str, str]
) -> list[InputView]:
    """The inputs that the entry's rule asks for, with their values and errors."""
    return [
        _input(entry, item, figures, errors) for item in rules.input_fields(entry.criterion.rule)
    ]


def _input(
    entry: Entry,
    item: rules.InputField,
    figures: Mapping[str, str],
    errors: Mapping[str, str],
) -> InputView:
    value = figures.get(item.name, "")
    return InputView(
        entry_id=entry.pk,
        part=item.name,
        label=item.label,
        kind=item.kind,
        value=value.replace(".", ",") if _is_stored_number(item, entry, value) else value,
        options=[
            {"value": key, "label": label, "checked": key == value} for key, label in item.choices
        ],
        hint=_hint(item, rules.input_fields(entry.criterion.rule)),
        error=errors.get(item.name, ""),
    )


def _hint(item: rules.InputField, fields: tuple[rules.InputField, ...]) -> str:
    """A figure that only one answer calls for says so."""
    if item.when is None:
        return item.hint
    name, key = item.when
    chosen = next(dict(field.choices)[key] for field in fields if field.name == name)
    return _("Chỉ nhập khi chọn “%(answer)s”. %(hint)s") % {"answer": chosen, "hint": item.hint}


def _is_stored_number(item: rules.InputField, entry: Entry, value: str) -> bool:
    """Stored figures are canonical (1.5) and shown with a comma; what was typed stays as typed."""
    return item.kind != "choice" and value == entry.figures.get(item.name)


def figures_text(entry: Entry, figures: Mapping[str, str]) -> str:
    """Declared figures with the names that the rule gives them."""
    fields = {item.name: item for item in rules.input_fields(entry.criterion.rule)}
    parts = []
    for name, value in figures.items():
        item = fields.get(name)
        shown = dict(item.choices).get(value, value) if item else value
        parts.append(f"{item.label if item else name}: {shown}")
    return "; ".join(parts)


def _in_words(entry: Entry) -> str:
    parts = [figures_text(entry, entry.figures), entry.note]
    return "; ".join(parts).strip("; ") or _("(để trống)")


def field_links(
    assessment: Assessment, running: Mapping[int, Running], *, user: User, current: int = 0
) -> list[dict[str, object]]:
    """The sheets of the assessment that this person may see, for the navigation at the left."""
    sheets = (
        FieldSheet.objects.visible_to(user)
        .filter(assessment=assessment)
        .select_related("criterion")
        .in_order()
    )
    links = []
    for sheet in sheets:
        figures = running[sheet.criterion_id]
        whole = figures.max_points
        links.append(
            {
                "code": sheet.criterion.code,
                "label": sheet.criterion.name,
                "url": sheet_url(assessment, sheet),
                "current": sheet.pk == current,
                "done": figures.done,
                "total": figures.total,
                "points": points_text(figures.points),
                "max": points_text(whole),
                "percent": int(figures.points / whole * 100) if whole else 0,
                "state": sheet.state,
                "state_label": state_label(sheet.workflow_state, is_declared=bool(figures.total)),
            }
        )
    return links


def state_label(state: State, *, is_declared: bool) -> str:
    """Where the unit has nothing to declare, the sheet waits for the office's figures."""
    if not is_declared and state is State.APPRAISING:
        return _("Cơ quan thường trực nhập")
    return state.label


def totals_bar(sheet: FieldSheet, running: Mapping[int, Running]) -> list[dict[str, str]]:
    values = totals_values(sheet, running)
    here = running[sheet.criterion_id]
    return [
        {
            "key": "field",
            "label": _("Điểm lĩnh vực"),
            "value": values["field"],
            "max": points_text(here.max_points),
        },
        {
            "key": "assessment",
            "label": _("Tổng điểm tự chấm"),
            "value": values["assessment"],
            "max": points_text(
                sum((r.max_points for r in running.values()), start=here.points * 0)
            ),
        },
        {"key": "done", "label": _("Mục đã chấm"), "value": values["done"], "max": ""},
    ]


def totals_values(sheet: FieldSheet, running: Mapping[int, Running]) -> dict[str, str]:
    """The texts that change as a person types, by the key the page's script knows them by."""
    here = running[sheet.criterion_id]
    return {
        "field": points_text(here.points),
        f"field_{sheet.criterion.code}": points_text(here.points),
        "assessment": points_text(sum((r.points for r in running.values()), start=here.points * 0)),
        "done": f"{here.done}/{here.total}",
    }


def sheet_url(assessment: Assessment, sheet: FieldSheet) -> str:
    return reverse(
        "sheet", args=[assessment.campaign.code, assessment.unit.code, sheet.criterion.code]
    )


def open_moves(sheet: FieldSheet, user: User, at: datetime) -> list[dict[str, object]]:
    """The steps this person may take now: one that belongs to a phase ends with its deadline."""
    return [
        move_view(transition, sheet)
        for transition in access.moves_for(user, sheet)
        if not lock_reason(sheet.assessment, transition.phase, at)
        and not detour(sheet, transition)
        and not too_early(sheet.assessment, transition.after, at)
    ]


def move_view(transition: Any, sheet: FieldSheet) -> dict[str, object]:
    return {
        "verb": transition.verb,
        "label": transition.label,
        "needs_reason": transition.needs_reason,
        "url": reverse("sheet-move", args=[sheet.pk, transition.verb]),
    }


def missing_links(sheet: FieldSheet) -> list[dict[str, str]]:
    return [
        {"href": f"#e{entry.pk}", "text": f"{entry.criterion.code}. {entry.criterion.name}: {why}"}
        for entry, why in missing_declarations(sheet)
    ]


def running_text(sheet: FieldSheet, at: datetime) -> str:
    """The deadline that runs for the sheet as it stands."""
    phase = PHASES.get(sheet.workflow_state)
    return phase_text(sheet.assessment, phase, at) if phase else ""


def phase_text(assessment: Assessment, phase: Phase, at: datetime) -> str:
    until = deadline(assessment, phase)
    if until is None:
        return ""
    return _("%(deadline)s: %(moment)s (%(left)s)") % {
        "deadline": phase.deadline_label,
        "moment": format_moment(timezone.localtime(until)),
        "left": time_left(until, at),
    }


def _explanation_url(sheet: FieldSheet) -> str:
    """Where the unit answers its deductions, or what it answered in this round."""
    begun = Explanation.objects.filter(entry__sheet=sheet, round=sheet.round).exists()
    if begun or sheet.workflow_state in EXPLANATION_STATES:
        return explanation_url(sheet)
    return ""


def _state_lock(sheet: FieldSheet, user: User) -> str:
    if access.may_declare(user, sheet):
        return ""
    return _("Phiếu đang ở trạng thái “%(state)s” nên chỉ xem, không sửa.") % {
        "state": sheet.workflow_state.label
    }
