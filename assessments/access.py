"""Rights on one sheet or entry: the table of ``units.permissions`` narrowed to the object."""

from assessments.models import Assignment, Campaign, Entry, FieldSheet
from assessments.workflow import (
    APPRAISAL_STATES,
    ENTERING_STATES,
    OFFICE_HELD,
    REVIEW_STATES,
    SENT_STATES,
    UNIT_STATES,
    State,
    Transition,
    verbs_from,
)
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, may, offices_of


def field_office(sheet: FieldSheet) -> Unit | None:
    """The office in charge of the sheet's field."""
    assignment = (
        Assignment.objects.filter(
            campaign=sheet.assessment.campaign_id, criterion=sheet.criterion_id
        )
        .select_related("office")
        .first()
    )
    return assignment.office if assignment else None


def may_move(user: User, sheet: FieldSheet, transition: Transition) -> bool:
    """Whether the person, not the moment, allows the transition."""
    right = Right(transition.right)
    if right is Right.APPRAISE:
        office = field_office(sheet)
        return office is not None and office.pk in offices_of(user)
    if right is Right.APPROVE:
        return may(user, right, sheet.assessment.campaign.organiser) and not has_appraised(
            user, sheet
        )
    if right is Right.MANAGE_CAMPAIGN:
        return may(user, right, sheet.assessment.campaign.organiser)
    return may(user, right, sheet.assessment.unit)


def may_lead(user: User, campaign: Campaign) -> bool:
    """The standing office of the campaign."""
    return may(user, Right.MANAGE_CAMPAIGN, campaign.organiser)


def has_appraised(user: User, sheet: FieldSheet) -> bool:
    """Nobody approves what he entered himself."""
    return sheet.entries.filter(appraised_by=user).exists()


def moves_for(user: User, sheet: FieldSheet) -> list[Transition]:
    """The transitions this person may ask for in the sheet's present state."""
    turns = sheet.assessment.campaign.turns
    return [
        t
        for t in verbs_from(sheet.workflow_state, turns)
        if not t.needs_session and may_move(user, sheet, t)
    ]


def may_declare(user: User, sheet: FieldSheet) -> bool:
    return sheet.workflow_state in UNIT_STATES and may(user, Right.DECLARE, sheet.assessment.unit)


def may_declare_entry(user: User, entry: Entry) -> bool:
    if entry.is_excluded or not entry.is_open or entry.criterion.is_office_scored:
        return False
    return may_declare(user, entry.sheet)


def may_explain(user: User, sheet: FieldSheet) -> bool:
    """Write explanations and add proof of them. The head too, as long as he has not sent them."""
    return sheet.workflow_state is State.EXPLAINING and may(
        user, Right.DECLARE, sheet.assessment.unit
    )


def may_review(user: User, entry: Entry) -> bool:
    """Answer an explanation. ``entry`` carries ``office_id`` (Entry.objects.with_office())."""
    in_review = entry.sheet.workflow_state in REVIEW_STATES
    return in_review and entry.office_id in offices_of(user)  # type: ignore[attr-defined]


def may_appraise_entry(user: User, entry: Entry) -> bool:
    """``entry`` carries ``office_id`` (Entry.objects.with_office())."""
    if entry.sheet.workflow_state not in APPRAISAL_STATES or entry.is_excluded:
        return False
    if entry.criterion.is_office_scored:
        return may_enter(user, entry)
    return entry.office_id in offices_of(user)  # type: ignore[attr-defined]


def may_enter(user: User, entry: Entry) -> bool:
    """Survey, statistics, penalties: the standing office, before the sheet is settled, but not
    while the unit explains: it answers figures that stand."""
    if entry.is_excluded:
        return False
    return entry.sheet.workflow_state in ENTERING_STATES and may(
        user, Right.ENTER_SURVEY, entry.assessment.campaign.organiser
    )


def may_note(user: User, sheet: FieldSheet, entry: Entry | None = None) -> bool:
    """Internal notes: the office in charge and the standing office; nobody of the unit itself.

    ``entry`` carries ``office_id``; without one, the office of any part of the sheet.
    """
    if may(user, Right.DECLARE, sheet.assessment.unit):
        return False
    if may(user, Right.MANAGE_CAMPAIGN, sheet.assessment.campaign.organiser):
        return True
    if sheet.workflow_state not in SENT_STATES:
        return False
    if entry is not None:
        return entry.office_id in offices_of(user)  # type: ignore[attr-defined]
    return Entry.objects.assigned_to(user).filter(sheet=sheet).exists()


def may_stand_in(user: User, entry: Entry) -> bool:
    """Add proof in the unit's place: the office in charge while it holds the sheet, the standing
    office until approval. ``entry`` carries ``office_id``."""
    state = entry.sheet.workflow_state
    if entry.is_excluded or may(user, Right.DECLARE, entry.assessment.unit):
        return False
    if may(user, Right.MANAGE_CAMPAIGN, entry.assessment.campaign.organiser):
        return state is not State.APPROVED
    return state in OFFICE_HELD and entry.office_id in offices_of(user)  # type: ignore[attr-defined]
