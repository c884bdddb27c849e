"""How hard each leaf of a set is, as somebody said it."""

from criteria.models import CriteriaSet
from plans.efforts import STANDARD_WEIGHTS, Effort, Efforts
from plans.models import LeafEffort


def efforts_of(criteria_set: CriteriaSet) -> Efforts:
    rows = LeafEffort.objects.filter(criterion__set=criteria_set).values_list("criterion", "effort")
    return Efforts({leaf: Effort(effort) for leaf, effort in rows}, STANDARD_WEIGHTS)
