"""The morning's mail: one for each who has news or something pressing, nothing otherwise."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from assessments.digest import digest_send
from assessments.models import Campaign
from parindex.history.inbox import mail_choice_set
from parindex.history.models import Notice, PeriodicRun
from parindex.history.notices import notices_send
from parindex.units.models import User
from tests.assessments.cases import Case, make_case
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> User:
    return make_user(email="canbo@tinh.gov.vn", full_name="Lê Thị Hòa")


def news(user: User, title: str = "Đã công bố kết quả") -> None:
    notices_send(to=[user], kind="info", title=title, url="/dot/X/")


def test_unread_notices_come_in_one_mail(reader: User) -> None:
    news(reader)
    news(reader, "Văn bản mới")
    assert digest_send(at=timezone.now()) == 1
    [letter] = mail.outbox
    assert letter.subject == "[PAR INDEX] 2 thông báo chưa đọc"
    assert "Kính gửi Lê Thị Hòa," in letter.body
    assert letter.body.index("Văn bản mới") < letter.body.index("Đã công bố kết quả")
    assert "http://127.0.0.1:8000/dot/X/" in letter.body


def test_a_day_without_news_brings_no_mail(reader: User) -> None:
    assert digest_send(at=timezone.now()) == 0
    news(reader)
    Notice.objects.update(read_at=timezone.now())
    assert digest_send(at=timezone.now()) == 0
    assert not mail.outbox


def test_one_mail_a_day_and_no_notice_twice(reader: User) -> None:
    now = timezone.now()
    news(reader)
    assert [digest_send(at=now), digest_send(at=now)] == [1, 0]
    assert digest_send(at=now + timedelta(days=1)) == 0, "what was mailed is no news"
    news(reader, "Tin mới")
    assert digest_send(at=now + timedelta(days=2)) == 1


def test_who_switched_it_off_or_has_no_address_gets_none(reader: User) -> None:
    news(reader)
    mail_choice_set(user=reader, email=reader.email, wants_digest=False)
    news(make_user(email=""))
    news(make_user(email="khoa@tinh.gov.vn", is_active=True))
    User.objects.filter(email="khoa@tinh.gov.vn").update(is_active=False)
    assert digest_send(at=timezone.now()) == 0


@pytest.fixture
def case() -> Case:
    made = make_case()
    User.objects.filter(pk=made.official.pk).update(email="xa@tinh.gov.vn")
    return made


def test_a_to_do_that_presses_comes_with_its_deadline(case: Case) -> None:
    far = timezone.now()
    assert digest_send(at=far) == 0
    Campaign.objects.filter(pk=case.campaign.pk).update(self_deadline=far + timedelta(days=2))
    assert digest_send(at=far) == 1
    [letter] = mail.outbox
    assert letter.subject == "[PAR INDEX] 1 việc có hạn"
    assert "Tự chấm điểm: còn 2 phiếu lĩnh vực chưa gửi" in letter.body
    assert f"/dot/{case.campaign.code}/phieu/" in letter.body


def test_a_mail_server_that_is_away_leaves_it_for_the_next_run(reader: User, settings) -> None:  # type: ignore[no-untyped-def]
    news(reader)
    before = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert digest_send(at=timezone.now()) == 0
    settings.EMAIL_BACKEND = before
    assert digest_send(at=timezone.now()) == 1


def test_the_command_does_the_same_and_leaves_a_sign(reader: User) -> None:
    news(reader)
    said = StringIO()
    call_command("send_digest", stdout=said)
    assert said.getvalue() == "Đã gửi 1 thư tổng hợp.\n"
    assert PeriodicRun.objects.get(name="digest").finished_at is not None
