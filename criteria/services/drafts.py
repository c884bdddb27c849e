"""What every write on a draft begins with: the lock, the right, the version that was seen."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from criteria.access import may_manage
from criteria.models import CriteriaSet, Criterion
from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.models import Event
from parindex.units.models import Unit, User

Values = Mapping[str, object]
"""Typed values by the name of their column."""


class Stale(Conflict):
    """Somebody saved since the person began; ``stored`` is what stands there now."""

    def __init__(self, stored: Any) -> None:
        last = Event.objects.of(stored).first()
        who = last.actor_name if last else _("Người khác")
        when = timezone.localtime(last.at).strftime("%H:%M") if last else ""
        super().__init__(
            _("%(who)s đã sửa “%(what)s” lúc %(when)s, sau khi bạn mở ra. Chưa có gì bị ghi đè.")
            % {"who": who, "what": stored, "when": when}
        )
        self.stored = stored


def draft_lock(criteria_set: CriteriaSet, actor: User) -> CriteriaSet:
    """The set as stored, locked, so that its tree is changed by one person at a time.

    Raises Forbidden, Locked (published).
    """
    rows = CriteriaSet.objects.select_for_update(of=("self",)).select_related("owner")
    locked = rows.get(pk=criteria_set.pk)
    if locked.is_published:
        raise Locked(
            _("Bộ tiêu chí %(code)s đã ban hành nên không sửa được; hãy lập bộ mới từ bộ này.")
            % {"code": locked.code}
        )
    check_manager(actor, locked.owner)
    return locked


def node_lock(criterion: Criterion, actor: User) -> Criterion:
    """The node as stored, under its set's lock. Raises what `draft_lock` raises, and Conflict."""
    criteria_set = draft_lock(criterion.set, actor)
    found = Criterion.objects.filter(pk=criterion.pk).first()
    if found is None:
        raise Conflict(_("Mục “%(name)s” đã bị xoá.") % {"name": criterion})
    found.set = criteria_set
    return found


def check_manager(actor: User, owner: Unit | None) -> None:
    if may_manage(actor, owner):
        return
    if owner is None:
        raise Forbidden(_("Bộ tiêu chí không thuộc đơn vị nào chỉ do người quản trị sửa."))
    raise Forbidden(
        _("Chỉ cơ quan thường trực và người quản trị của %(owner)s được sửa bộ tiêu chí này.")
        % {"owner": owner}
    )


def check_version(stored: CriteriaSet | Criterion, version: int) -> None:
    if stored.version != version:
        raise Stale(stored)


def differing(stored: models.Model, values: Values) -> dict[str, object]:
    """Those of the values that are not stored already."""
    return {name: value for name, value in values.items() if getattr(stored, name) != value}


def check_valid(row: models.Model) -> None:
    """What the model says of its values, as messages at the inputs. Raises Invalid."""
    try:
        row.full_clean()
    except ValidationError as error:
        found = error.message_dict
        raise Invalid(
            {
                "" if name == NON_FIELD_ERRORS else name: " ".join(texts)
                for name, texts in found.items()
            }
        ) from error


def only(values: Values, allowed: tuple[str, ...]) -> None:
    """A caller's mistake, not a person's: this service does not write that column."""
    if unknown := set(values) - set(allowed):
        raise TypeError(f"not written here: {', '.join(sorted(unknown))}")
