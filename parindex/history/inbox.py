"""What a person does with the own inbox. Each write is confined to his own rows."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.errors import Conflict
from parindex.history.models import MailChoice, Notice
from parindex.history.services import event_record
from parindex.units.models import User


def unread_count(user: User) -> int:
    return int(Notice.objects.unread().filter(recipient=user).count())


def notice_read(*, notice: Notice, at: datetime) -> None:
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=at)


@transaction.atomic
def notice_unread(*, notice: Notice) -> None:
    """Put it back among the unread. Raises Conflict when the same came again meanwhile."""
    same = Notice.objects.unread().filter(
        recipient=notice.recipient_id, kind=notice.kind, url=notice.url, title=notice.title
    )
    if same.exclude(pk=notice.pk).exists():
        raise Conflict(_("Thông báo này vừa đến thêm một lần và bản mới đang chờ đọc."))
    Notice.objects.filter(pk=notice.pk).update(read_at=None)


def notices_read_all(*, user: User, at: datetime) -> int:
    return int(Notice.objects.unread().filter(recipient=user).update(read_at=at))


@transaction.atomic
def mail_choice_set(*, user: User, email: str, wants_digest: bool) -> None:
    """The own address and whether the daily mail comes; no change writes nothing."""
    choice = MailChoice.objects.filter(user=user).first()
    before = {
        "email": User.objects.values_list("email", flat=True).get(pk=user.pk),
        "wants_digest": choice is None or choice.wants_digest,
    }
    after = {"email": email, "wants_digest": wants_digest}
    if after == before:
        return
    User.objects.filter(pk=user.pk).update(email=email)
    MailChoice.objects.update_or_create(user=user, defaults={"wants_digest": wants_digest})
    event_record(actor=user, action="person.mail", subject=user, before=before, after=after)
