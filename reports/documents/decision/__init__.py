"""Quyết định công bố kết quả Chỉ số CCHC of a campaign, with the ranking as its annex."""

from reports.documents.decision.paper import decision_context

__all__ = ["decision_context"]
