"""The administration pages open on the demo, and what has its own rules cannot be edited there."""

from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import (
    Appraisal,
    Assessment,
    Campaign,
    Entry,
    Evidence,
    FieldSheet,
    RecordedResult,
    Result,
)
from criteria.models import CriteriaSet, Criterion
from parindex.history.models import Event
from parindex.units.models import Unit, User
from tests.on_demo import OnDemo

OURS = ("units", "history", "criteria", "assessments")
LOOK_ONLY = (
    *(Appraisal, Campaign, CriteriaSet, Criterion, Entry, Event, Evidence, FieldSheet),
    *(Result, Unit, User),
)
"""What has services, or pages of its own in the portal."""


def url(model: type[Model], page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


class TestAdministration(OnDemo):
    def setUp(self) -> None:
        self.client.force_login(
            User.objects.get(username="quantri"), "parindex.units.backends.PortalBackend"
        )

    def test_every_list_and_every_row_opens(self) -> None:
        models = [m for m in admin.site._registry if m._meta.app_label in OURS]
        assert len(models) >= 14
        for model in models:
            assert self.client.get(url(model, "changelist")).status_code == 200, model
            row = model._default_manager.order_by("-pk").first()
            if row is not None:
                assert self.client.get(url(model, "change", row.pk)).status_code == 200, model

    def test_every_list_can_be_searched_without_a_query_per_row(self) -> None:
        for model in admin.site._registry:
            if model._meta.app_label not in OURS:
                continue
            with self.subTest(model=model):
                self.client.get(url(model, "changelist"))  # content types, session
                with CaptureQueriesContext(connection) as queries:
                    self.client.get(url(model, "changelist"), {"q": "a"})
                assert len(queries) <= 14

    def test_what_people_did_can_only_be_looked_at(self) -> None:
        for model in LOOK_ONLY:
            row = model._default_manager.first()
            assert row is not None
            for page in (url(model, "change", row.pk), url(model, "delete", row.pk)):
                assert self.client.post(page, {"post": "yes"}).status_code == 403, model
            assert self.client.get(url(model, "add")).status_code == 403, model

    def test_a_recorded_figure_that_changes_gives_a_new_result(self) -> None:
        recorded = RecordedResult.objects.get(criterion=None, campaign__code="BD-2020")
        values = {
            "campaign": recorded.campaign_id,
            "unit": recorded.unit_id,
            "percent": "70,4",
            "source": recorded.source,
            "is_used": "on",
        }
        with self.captureOnCommitCallbacks(execute=True):
            page = self.client.post(url(RecordedResult, "change", recorded.pk), values)
        assert page.status_code == 302, page.context["errors"]
        result = Result.objects.get(assessment__campaign__code="BD-2020")
        assert str(result.percent) == "70.400000000"

    def test_the_rating_of_the_head_is_typed_here(self) -> None:
        assessment = Assessment.objects.get(campaign__code="BD-2021")
        page = self.client.post(
            url(Assessment, "change", assessment.pk),
            {"head_rating": "Hoàn thành", "note": assessment.note},
        )
        assert page.status_code == 302
        assessment.refresh_from_db()
        assert assessment.head_rating == "Hoàn thành"
        event = Event.objects.filter(action="admin.change").latest("pk")
        assert event.actor_name.startswith("Võ Thanh Tùng")
        assert event.after == {"head_rating": "Hoàn thành"}

    def test_others_stay_outside(self) -> None:
        stranger = Client()
        stranger.force_login(
            User.objects.get(username="canbo"), "parindex.units.backends.PortalBackend"
        )
        assert stranger.get(url(Unit, "changelist")).status_code == 302
