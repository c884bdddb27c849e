"""Telling people: who gets a notice, once, and who gets a mail at once."""

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from parindex.history.models import Notice, NoticeKind
from parindex.history.notices import Message, messages_send, notices_send, reminders_claim
from parindex.history.tasks import notices_mail
from parindex.units.models import Role, UnitKind, User
from parindex.units.permissions import Right
from parindex.units.recipients import (
    holders_by_unit,
    people_of_unit,
    people_with_right,
    people_with_role,
    standing_office_of,
)
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(recipient=user).values_list("title", flat=True))


def test_it_reaches_each_person_once_whatever_is_given() -> None:
    first, second = make_user(), make_user()
    everybody = User.objects.filter(pk__in=[first.pk, second.pk])
    assert notices_send(to=everybody, kind="info", title="Tin một", url="/") == 2
    assert notices_send(to=[first, first], kind="info", title="Tin hai", url="/") == 1
    assert (told(first), told(second)) == (["Tin hai", "Tin một"], ["Tin một"])


def test_the_same_is_not_said_twice_while_unread() -> None:
    user = make_user()

    def said_again(url: str = "/a/") -> int:
        return notices_send(to=[user], kind=NoticeKind.RETURN, title="Phiếu bị trả lại", url=url)

    assert [said_again(), said_again()] == [1, 0]
    assert said_again("/b/") == 1
    Notice.objects.update(read_at=timezone.now())
    assert said_again() == 1


def test_a_closed_account_gets_nothing() -> None:
    assert notices_send(to=[make_user(is_active=False)], kind="info", title="Tin", url="/") == 0


def test_it_vanishes_with_the_transaction_that_sent_it() -> None:
    user = make_user(email="a@tinh.gov.vn")

    def fails_after_sending() -> None:
        with transaction.atomic():
            notices_send(to=[user], kind="return", title="Tin", url="/", urgent=True)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails_after_sending()
    assert not Notice.objects.exists()
    assert not mail.outbox


def test_it_takes_as_many_statements_for_fifty_people_as_for_one() -> None:
    few, many = [make_user()], [make_user() for _ in range(50)]

    def statements(people: list[User], title: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            notices_send(to=people, kind="info", title=title, url="/")
        return len(seen)

    assert statements(few, "một") == statements(many, "nhiều")


def test_many_messages_go_out_together() -> None:
    first, second = make_user(), make_user()
    parcels = [
        ([first.pk], Message(NoticeKind.REMINDER, "Của một", "/1/")),
        ([second.pk, first.pk], Message(NoticeKind.REMINDER, "Của hai", "/2/", body="Thêm")),
    ]
    assert messages_send(parcels) == 3
    assert set(told(first)) == {"Của một", "Của hai"}


def test_a_long_title_is_shortened_and_kept_on_one_line() -> None:
    user = make_user()
    notices_send(to=[user], kind="info", title="Dòng một\nDòng hai " + "dài " * 100, url="/")
    title = Notice.objects.get().title
    assert title.startswith("Dòng một Dòng hai dài")
    assert len(title) == 300
    assert title.endswith("…")


@pytest.mark.parametrize("kind", ["reminder", "document", "plan", "info"])
def test_only_return_approval_and_deadline_may_be_urgent(kind: str) -> None:
    with pytest.raises(ValueError, match="digest"):
        notices_send(to=[make_user()], kind=kind, title="Tin", url="/", urgent=True)
    assert not Notice.objects.exists()


@pytest.fixture
def portal(settings: Settings) -> str:
    settings.PORTAL_URL = "https://cchc.tinh.gov.vn"
    return str(settings.PORTAL_URL)


def test_an_urgent_notice_is_mailed_on_commit_with_an_absolute_link(
    portal: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    user = make_user(email="canbo@tinh.gov.vn", full_name="Lê Thị Hòa")
    with django_capture_on_commit_callbacks(execute=True):
        notices_send(
            to=[user],
            kind="return",
            title="Phiếu bị trả lại",
            body="Thiếu <báo cáo> quý IV.",
            url="/dot/X/",
            urgent=True,
        )
        assert not mail.outbox
    [letter] = mail.outbox
    assert letter.to == ["canbo@tinh.gov.vn"]
    assert letter.subject == "[PAR INDEX] Phiếu bị trả lại"
    assert "Kính gửi Lê Thị Hòa," in letter.body
    assert "Thiếu <báo cáo> quý IV." in letter.body
    assert f"{portal}/dot/X/" in letter.body
    assert isinstance(letter, EmailMultiAlternatives)
    html = str(letter.alternatives[0][0])
    assert "Thiếu &lt;báo cáo&gt; quý IV." in html
    assert f'href="{portal}/dot/X/"' in html
    assert Notice.objects.get().mailed_at is not None


def test_a_person_without_an_address_still_finds_it_in_the_inbox(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    user = make_user(email="")
    with django_capture_on_commit_callbacks(execute=True):
        notices_send(to=[user], kind="return", title="Tin", url="/", urgent=True)
    assert not mail.outbox
    assert told(user) == ["Tin"]


def test_the_same_notice_is_never_mailed_twice(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        notices_send(
            to=[make_user(email="a@b.vn")], kind="return", title="Tin", url="/", urgent=True
        )
    notices_mail([Notice.objects.get().pk])
    assert len(mail.outbox) == 1


def test_a_mail_server_that_is_away_loses_nothing(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        notices_send(
            to=[make_user(email="a@b.vn")], kind="return", title="Tin", url="/", urgent=True
        )
    assert Notice.objects.get().mailed_at is None


def test_a_reminder_is_claimed_once() -> None:
    at = timezone.now()
    assert reminders_claim(["a", "b", "a"], at=at) == {"a", "b"}
    assert reminders_claim(["b", "c"], at=at) == {"c"}


def test_it_finds_the_people_behind_units_and_rights() -> None:
    province = make_unit(kind=UnitKind.PROVINCE)
    district = make_unit(kind=UnitKind.DISTRICT, parent=province)
    office = make_unit(kind=UnitKind.OFFICE, parent=district)
    commune, other = make_unit(parent=district), make_unit(parent=district)
    official = make_user(role=Role.OFFICIAL, on=commune)
    head = make_user(role=Role.HEAD, on=commune)
    make_user(role=Role.HEAD, on=commune, is_active=False)
    make_user(role=Role.OFFICIAL, on=other)
    appraiser = make_user(role=Role.APPRAISER, on=office)
    above = make_user(role=Role.STANDING_OFFICE, on=province)
    assert set(people_of_unit(commune)) == {official, head}
    assert set(people_with_role([office], Role.APPRAISER)) == {appraiser}
    assert set(people_with_right(Right.SIGN_OFF, commune)) == {head}
    assert set(standing_office_of(district)) == {above}
    own = make_user(role=Role.STANDING_OFFICE, on=district)
    assert set(standing_office_of(district)) == {own}
    assert set(people_with_right(Right.MANAGE_CAMPAIGN, commune)) == {own, above}
    found = holders_by_unit([commune.pk, office.pk], Role.HEAD, Role.APPRAISER)
    assert found == {(commune.pk, "head"): [head], (office.pk, "appraiser"): [appraiser]}
