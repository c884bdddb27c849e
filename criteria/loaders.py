"""Scoped loading: a page that changes a set gets it only for those who may change it."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from criteria.models import CriteriaSet, Criterion
from criteria.services.drafts import check_manager
from parindex.errors import Locked
from parindex.units.models import User


def load_set(code: str) -> CriteriaSet:
    """Everybody who has signed in may read every set."""
    return get_object_or_404(CriteriaSet.objects.select_related("owner"), code=code)


def load_draft(user: User, code: str) -> CriteriaSet:
    """Raises Locked (published), Forbidden."""
    found = load_set(code)
    if found.is_published:
        raise Locked(
            _("Bộ tiêu chí %(code)s đã ban hành nên không sửa được; hãy lập bộ mới từ bộ này.")
            % {"code": found.code}
        )
    check_manager(user, found.owner)
    return found


def load_node(user: User, code: str, node_id: int) -> Criterion:
    """A node of a draft. Raises Locked, Forbidden."""
    draft = load_draft(user, code)
    node = get_object_or_404(Criterion.objects.select_related("parent"), set=draft, pk=node_id)
    node.set = draft
    return node
