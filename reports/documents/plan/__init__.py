"""Kế hoạch: the papers of plans, from the tree that the plan's own preview shows."""

from reports.documents.plan.paper import plan_context

__all__ = ["plan_context"]
