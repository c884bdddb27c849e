"""The rule editor: cards of kinds, the form, the sentence, the box to try figures in."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from criteria import rules
from criteria.forms.rules import CARDS, RuleDraft, starter
from criteria.forms.rules.layout import Label
from criteria.forms.rules.showing import shown
from criteria.models import Block, Criterion
from criteria.pages.reading import points

TRY = "t."
"""In front of the name of a figure in the box to try."""

ADJUSTING = ("bonus", "penalty")


@dataclass(frozen=True)
class Card:
    kind: str
    title: str
    text: Label
    example: str
    is_current: bool


@dataclass(frozen=True)
class TryField:
    field: rules.InputField
    text: str
    error: str
    only_when: str

    @property
    def name(self) -> str:
        return TRY + self.field.name


@dataclass(frozen=True)
class Trial:
    fields: list[TryField]
    working: str
    score: str
    is_started: bool


@dataclass(frozen=True)
class Preview:
    sentence: str
    problem: str
    trial: Trial | None


def cards(node: Criterion) -> list[Card]:
    """The kinds that fit where the node stands."""
    is_adjusting = node.block == Block.ADJUSTMENT
    return [
        Card(kind, rules.KINDS[kind], text, _example(kind), kind == node.rule_kind)
        for kind, text in CARDS.items()
        if (kind in ADJUSTING) == is_adjusting
    ]


def rule_page(node: Criterion, draft: RuleDraft, typed: Mapping[str, str]) -> dict[str, object]:
    """The form as it stands in the draft, with errors where the draft has some."""
    return {
        "set": node.set,
        "node": node,
        "draft": draft,
        "kind_title": rules.KINDS[draft.kind],
        "kind_text": CARDS[draft.kind],
        "view": shown(draft),
        "preview": preview(node, draft, typed),
    }


def preview(node: Criterion, draft: RuleDraft, typed: Mapping[str, str]) -> Preview:
    """What the rule says as typed so far; the draft itself stays as it is."""
    trial = deepcopy(draft)
    rule = trial.read()
    if rule is None:
        problem = next(iter(trial.errors.values()), _("Chưa đủ thông tin."))
        return Preview("", problem, None)
    return Preview(rules.explain(rule), "", _tried(rule, typed, node.set.decimals))


def stored_text(node: Criterion) -> str:
    """The stored rule in words, for whoever is about to overwrite it."""
    most = _("%s điểm") % points(node.max_score)
    return f"{most}. {node.rule_sentence or node.rule_problem}"


def _example(kind: str) -> str:
    two = Decimal(2)
    return rules.explain(rules.parse(kind, starter(kind, two), two))


def _tried(rule: rules.Rule, typed: Mapping[str, str], places: int) -> Trial:
    fields = rules.input_fields(rule)
    texts = {f.name: str(typed.get(TRY + f.name, "")).strip() for f in fields}
    errors: dict[str, str] = {}
    inputs: dict[str, str] = {}
    try:
        inputs = rules.read_inputs(rule, texts)
    except rules.InputError as error:
        errors = error.errors
    score = None if errors else rules.score(rule, inputs, places=places)
    return Trial(
        fields=[
            TryField(f, texts[f.name], errors.get(f.name, ""), _when(f, fields)) for f in fields
        ],
        working=rules.working(rule, inputs, places=places) if score is not None else "",
        score="" if score is None else points(score),
        is_started=any(texts.values()),
    )


def _when(field: rules.InputField, fields: tuple[rules.InputField, ...]) -> str:
    """The answer that makes this figure be asked for."""
    if field.when is None:
        return ""
    name, key = field.when
    asking = next(each for each in fields if each.name == name)
    return dict(asking.choices)[key]
