"""Which office appraises which field, and which single criterion."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.campaign_forms.reasons import ChangeForm
from assessments.candidates import offices_under
from assessments.models import Campaign
from assessments.suggestions import Proposal, offices_held, suggested_offices
from criteria.models import Criterion
from parindex.units.models import Unit


@dataclass(frozen=True)
class AssignmentRow:
    criterion: Criterion
    bound: forms.BoundField
    note: str
    is_unmatched: bool


@dataclass(frozen=True)
class FieldRows:
    """A field and, folded under it, its criteria that may have an office of their own."""

    top: AssignmentRow
    below: list[AssignmentRow] = field(default_factory=list)

    @property
    def own_offices(self) -> int:
        return sum(bool(row.bound.value()) for row in self.below)

    @property
    def is_open(self) -> bool:
        return any(row.bound.errors or row.is_unmatched for row in self.below)


class AssignmentsForm(ChangeForm):
    def __init__(self, data: Any = None, *, campaign: Campaign, **kwargs: Any) -> None:
        self.nodes = list(campaign.criteria_set.criteria.order_by("sort_key"))
        held = offices_held(campaign)
        self.proposals = _proposals(campaign, self.nodes, held)
        initial = {f"office-{pk}": str(office) for pk, office in held.items()}
        for pk, proposal in self.proposals.items():
            if proposal.office is not None:
                initial[f"office-{pk}"] = str(proposal.office.pk)
        super().__init__(data, campaign=campaign, initial=initial, **kwargs)
        offices = _offices(campaign, set(held.values()))
        for node in self.nodes:
            empty = _("– Chọn cơ quan –") if node.parent_id is None else _("– Theo lĩnh vực –")
            self.fields[f"office-{node.pk}"] = forms.ChoiceField(
                label=str(node),
                required=False,
                choices=[("", empty), *((str(u.pk), u.name) for u in offices)],
            )
        self.ask_reason()

    def sections(self) -> list[FieldRows]:
        sections: list[FieldRows] = []
        for node in self.nodes:
            proposal = self.proposals.get(node.pk)
            row = AssignmentRow(
                criterion=node,
                bound=self[f"office-{node.pk}"],
                note=proposal.origin if proposal else "",
                is_unmatched=proposal is not None and proposal.office is None,
            )
            if node.parent_id is None:
                sections.append(FieldRows(row))
            else:
                sections[-1].below.append(row)
        return sections

    def offices(self) -> dict[int, int]:
        """Criterion id → office id, of what was chosen."""
        chosen = {node.pk: self.cleaned_data[f"office-{node.pk}"] for node in self.nodes}
        return {pk: int(office) for pk, office in chosen.items() if office}


def _proposals(campaign: Campaign, nodes: list[Criterion], held: Any) -> dict[int, Proposal]:
    """On an untouched page all of them; later only for fields that still have no office."""
    proposals = suggested_offices(campaign, nodes)
    if not held:
        return proposals
    bare = {node.pk for node in nodes if node.parent_id is None} - set(held)
    return {pk: proposal for pk, proposal in proposals.items() if pk in bare}


def _offices(campaign: Campaign, held: set[int]) -> list[Unit]:
    """Those that can be chosen, and those that hold a part already."""
    found = list(offices_under(campaign.organiser, campaign.year))
    missing = held - {unit.pk for unit in found}
    return [*found, *Unit.objects.filter(pk__in=missing)]
