"""Báo cáo tự đánh giá, chấm điểm Chỉ số CCHC of one unit, with its scoring table as annex."""

from reports.documents.self_assessment.paper import self_assessment_context

__all__ = ["self_assessment_context"]
