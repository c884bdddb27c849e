"""A rule while somebody is writing it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from criteria import rules
from criteria.forms.fields import MOST_PLACES
from criteria.forms.rules.layout import Layout, State
from criteria.forms.rules.layouts import LAYOUTS
from criteria.forms.rules.reading import Errors, read
from criteria.forms.rules.starters import starter
from criteria.forms.rules.state import (
    flattened,
    posted,
    row_added,
    row_numbers,
    row_removed,
    rows_at,
    rows_of,
    tidied,
    typed_number,
)
from criteria.models import Criterion
from parindex.lib.numbers import NumberError, parse_decimal, plain

MAX_SCORE = "max_score"


@dataclass
class RuleDraft:
    """Texts of the form; after `read`, the rule, or by path what is wrong with it."""

    kind: str
    max_text: str
    state: State
    errors: Errors = field(default_factory=dict)
    params: dict[str, object] = field(default_factory=dict)
    rule: rules.Rule | None = None

    @classmethod
    def of(cls, node: Criterion, kind: str) -> "RuleDraft":
        """The node's own rule, or the beginning of one of another kind."""
        layout = LAYOUTS[kind]
        most = node.max_score if node.max_score > 0 else Decimal(1)
        params = node.rule_params if kind == node.rule_kind else starter(kind, most)
        return cls(kind, typed_number(plain(node.max_score)), flattened(layout, params))

    @classmethod
    def typed(cls, kind: str, data: Mapping[str, str]) -> "RuleDraft":
        return cls(kind, str(data.get(MAX_SCORE, "")), tidied(LAYOUTS[kind], posted(data)))

    @property
    def layout(self) -> Layout:
        return LAYOUTS[self.kind]

    def change(self, act: str) -> None:
        """Do what a button of the form says: "add:bands", "remove:bands[1]", or only look again."""
        verb, _colon, path = act.partition(":")
        rows = rows_at(path)
        if verb == "add" and rows:
            self.state = row_added(self.state, path, has_rest=rows.has_rest)
        elif verb == "remove":
            self.state = row_removed(self.state, path)
        self.state = self._with_nested_starters(tidied(self.layout, self.state))

    def read(self) -> rules.Rule | None:
        """The rule, when everything in the form is right."""
        self.state = tidied(self.layout, self.state, is_final=True)
        self.errors, self.rule = {}, None
        most = self._most()
        self.params = read(self.layout, self.state, self.errors)
        if most is None or self.errors:
            return None
        try:
            self.rule = rules.parse(self.kind, self.params, most)
        except rules.RuleError as error:
            self.errors[error.path] = error.message
        return self.rule

    def _most(self) -> Decimal | None:
        try:
            most = parse_decimal(self.max_text)
        except NumberError as error:
            self.errors[MAX_SCORE] = str(error)
            return None
        if most % Decimal(1).scaleb(-MOST_PLACES):
            self.errors[MAX_SCORE] = _("Nhiều nhất %d chữ số thập phân.") % MOST_PLACES
            return None
        return most

    def _with_nested_starters(self, state: State) -> State:
        """A case whose kind has just been chosen begins with something to overwrite."""
        for rows in rows_of(self.layout):
            for number in row_numbers(state, rows.name) if rows.has_rules else []:
                at = f"{rows.name}[{number}]."
                kind = state.get(f"{at}kind", "")
                if kind in LAYOUTS and not any(name.startswith(f"{at}params.") for name in state):
                    begun = flattened(LAYOUTS[kind], starter(kind, self._case_most(state, at)))
                    state |= {f"{at}params.{name}": text for name, text in begun.items()}
        return state

    def _case_most(self, state: State, at: str) -> Decimal:
        for text in (state.get(f"{at}max_score", ""), self.max_text):
            try:
                most = parse_decimal(text)
            except NumberError:
                continue
            if most > 0:
                return most
        return Decimal(1)
