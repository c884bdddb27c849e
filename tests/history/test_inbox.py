"""The inbox: one's own notices, read and unread, and the choice of mail."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from parindex.history.inbox import unread_count
from parindex.history.models import Event, MailChoice, Notice
from parindex.history.notices import notices_send
from parindex.units.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client) -> User:
    user = make_user()
    client.force_login(user)
    return user


def send(user: User, title: str = "Phiếu bị trả lại", kind: str = "return") -> Notice:
    notices_send(to=[user], kind=kind, title=title, url=reverse("campaigns"), body="Thiếu tệp.")
    return Notice.objects.get(recipient=user, title=title, read_at=None)


def test_it_shows_what_came_and_how_much_is_unread(client: Client, owner: User) -> None:
    send(owner)
    send(owner, "Công bố kết quả", "info")
    page = client.get(reverse("inbox")).content.decode()
    assert page.index("Công bố kết quả") < page.index("Phiếu bị trả lại")
    assert 'class="count">2<span class="sr"> thông báo chưa đọc' in page
    assert "Thiếu tệp." in page


def test_opening_the_thing_reads_the_notice(client: Client, owner: User) -> None:
    notice = send(owner)
    response = client.get(reverse("notice-open", args=[notice.pk]))
    assert response["Location"] == reverse("campaigns")
    assert unread_count(owner) == 0


@pytest.mark.parametrize("url", ["https://example.org/", "//example.org/", ""])
def test_a_notice_never_leads_out_of_the_portal(client: Client, owner: User, url: str) -> None:
    notice = send(owner)
    Notice.objects.filter(pk=notice.pk).update(url=url)
    response = client.get(reverse("notice-open", args=[notice.pk]))
    assert response["Location"] == reverse("inbox")


def test_a_notice_is_marked_read_and_unread_again(client: Client, owner: User) -> None:
    notice = send(owner)
    address = reverse("notice-mark", args=[notice.pk])
    response = client.post(address, {"back": "loai=return"})
    assert response["Location"] == f"{reverse('inbox')}?loai=return"
    assert unread_count(owner) == 0
    client.post(address, {"unread": "1"})
    assert unread_count(owner) == 1


def test_unread_again_gives_way_to_the_same_that_came_meanwhile(
    client: Client, owner: User
) -> None:
    notice = send(owner)
    Notice.objects.update(read_at=timezone.now())
    send(owner)
    page = client.post(
        reverse("notice-mark", args=[notice.pk]), {"unread": "1"}, follow=True
    ).content.decode()
    assert "bản mới đang chờ đọc" in page
    assert unread_count(owner) == 1


def test_all_are_marked_read_at_once(client: Client, owner: User) -> None:
    send(owner)
    send(owner, "Tin khác")
    page = client.post(reverse("inbox-read-all"), follow=True).content.decode()
    assert "Đã đánh dấu 2 thông báo là đã đọc." in page
    assert unread_count(owner) == 0


def test_the_list_is_filtered_by_kind_and_by_unread(client: Client, owner: User) -> None:
    send(owner)
    done = send(owner, "Công bố kết quả", "info")
    Notice.objects.filter(pk=done.pk).update(read_at=timezone.now())
    inbox = reverse("inbox")
    assert "Công bố kết quả" not in client.get(inbox, {"loai": "return"}).content.decode()
    assert "Công bố kết quả" not in client.get(inbox, {"chua-doc": "1"}).content.decode()
    assert "Công bố kết quả" in client.get(inbox, {"loai": "la"}).content.decode()
    nothing = client.get(inbox, {"loai": "plan"}).content.decode()
    assert "Không có thông báo nào như vậy" in nothing


def test_a_stranger_neither_sees_nor_marks_it(client: Client, owner: User) -> None:
    theirs = send(make_user())
    assert "Phiếu bị trả lại" not in client.get(reverse("inbox")).content.decode()
    assert client.get(reverse("notice-open", args=[theirs.pk])).status_code == 404
    assert client.post(reverse("notice-mark", args=[theirs.pk])).status_code == 404
    client.post(reverse("inbox-read-all"))
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_the_count_costs_one_query(
    owner: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        unread_count(owner)


def test_home_shows_to_dos_and_what_is_unread(client: Client, owner: User) -> None:
    send(owner)
    page = client.get(reverse("home")).content.decode()
    assert "Hiện không có việc nào chờ bạn" in page
    assert "Phiếu bị trả lại" in page


def test_a_person_chooses_address_and_digest(client: Client, owner: User) -> None:
    address = reverse("inbox-settings")
    client.post(address, {"email": "canbo@tinh.gov.vn"})
    owner.refresh_from_db()
    assert owner.email == "canbo@tinh.gov.vn"
    assert not MailChoice.objects.get(user=owner).wants_digest
    client.post(address, {"email": "canbo@tinh.gov.vn"})
    assert Event.objects.filter(action="person.mail").count() == 1
    page = client.post(address, {"email": "canbo@@tinh", "wants_digest": "on"})
    assert page.status_code == 422
    assert "Địa chỉ không đúng" in page.content.decode()
    assert "canbo@@tinh" in page.content.decode()
