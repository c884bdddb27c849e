"""The pages of a unit's documents, as each role meets them."""

import re
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from assessments.evidence_view import evidence_of
from assessments.models import Decision, Entry, Evidence, EvidenceFile, EvidenceLink
from assessments.services.evidence_details import Details
from assessments.workflow import Verb
from parindex.units.models import User
from parindex.units.permissions import memberships_of
from tests.assessments.cases import Case
from tests.assessments.papers import PLAN, Papers, marked_pdf, stored_files, upload
from tests.lib.samples import photo, word


@pytest.fixture
def papers(case: Case) -> Papers:
    return Papers(case)


@pytest.fixture
def official(case: Case) -> Client:
    return signed_in(case.official)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def add_url(case: Case, code: str = "1.1") -> str:
    return reverse("evidence-add", args=[case.entry(code).pk])


def row_url(case: Case, code: str = "1.1") -> str:
    parts = [case.campaign.code, case.commune.code, code[0]]
    return f"{reverse('sheet', args=parts)}#e{case.entry(code).pk}"


def text_of(response: object) -> str:
    return unescape(getattr(response, "content", b"").decode())


def post_files(
    client: Client, case: Case, *files: SimpleUploadedFile, code: str = "1.1", **fields: str
) -> object:
    return client.post(add_url(case, code), {"file": list(files), **fields})


# ---------------------------------------------------------------- who


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("official", 200),
        ("head", 200),
        ("standing", 403),
        ("leader", 403),
        ("appraiser", 404),
        ("stranger", 404),
    ],
)
def test_the_page_is_for_the_unit(case: Case, who: str, status: int) -> None:
    assert signed_in(getattr(case, who)).get(add_url(case)).status_code == status


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("official", 302),
        ("head", 302),
        ("standing", 403),
        ("leader", 403),
        ("appraiser", 404),
        ("stranger", 404),
    ],
)
def test_only_the_unit_uploads(case: Case, who: str, status: int) -> None:
    response = signed_in(getattr(case, who)).post(add_url(case), {"file": upload()})
    assert response.status_code == status
    assert EvidenceLink.objects.count() == len(stored_files()) == (1 if status == 302 else 0)


def test_nobody_uploads_without_signing_in(case: Case) -> None:
    response = Client().post(add_url(case), {"file": upload()})
    assert response["Location"].startswith(reverse("login"))
    assert not stored_files()


@pytest.mark.parametrize("who", ["standing", "leader", "appraiser", "stranger"])
def test_only_the_unit_replaces_and_detaches(case: Case, papers: Papers, who: str) -> None:
    evidence = papers.add()
    link = EvidenceLink.objects.get()
    client = signed_in(getattr(case, who))
    for url in (
        reverse("evidence-replace", args=[evidence.pk]),
        reverse("evidence-unlink", args=[link.pk]),
    ):
        assert client.get(url).status_code in (403, 404)
        assert client.post(url, {"title": "Khác"}).status_code in (403, 404)
    evidence.refresh_from_db()
    assert evidence.title == PLAN.title
    assert EvidenceLink.objects.filter(pk=link.pk).exists()


# ---------------------------------------------------------------- add


def test_it_says_what_is_asked_and_which_files_are_taken(case: Case, official: Client) -> None:
    criterion = case.entry("1.1").criterion
    type(criterion).objects.filter(pk=criterion.pk).update(evidence_hint="Kế hoạch CCHC năm")
    page = text_of(official.get(add_url(case)))
    assert criterion.name in page
    assert "Kế hoạch CCHC năm" in page
    assert "PDF, DOCX, XLSX, PNG, JPG; mỗi tệp không quá 20 MB" in page
    assert "Chưa có tài liệu nào" in page


def test_it_works_from_the_page(case: Case, official: Client) -> None:
    response = official.post(
        add_url(case),
        {
            "file": upload(),
            "number": "15/KH-UBND",
            "issued_on": "5/1/2022",
            "issuer": "UBND xã Một",
            "title": "Kế hoạch năm 2022",
            "place": "trang 3",
        },
        follow=True,
    )
    assert response.redirect_chain == [(row_url(case), 302)]
    page = text_of(response)
    assert "Đã thêm tài liệu “15/KH-UBND – Kế hoạch năm 2022”." in page
    assert "ngoài năm đánh giá" not in page
    evidence = Evidence.objects.get()
    assert (evidence.number, evidence.issued_on) == ("15/KH-UBND", date(2022, 1, 5))
    assert EvidenceLink.objects.get().place == "trang 3"


def test_the_row_of_the_sheet_posts_only_a_file(case: Case, official: Client) -> None:
    response = official.post(add_url(case), {"file": upload(name="Biên bản họp.pdf")})
    assert response["Location"] == row_url(case)
    assert Evidence.objects.get().title == "Biên bản họp"


def test_several_files_become_several_documents(case: Case, official: Client) -> None:
    post_files(
        official,
        case,
        upload(marked_pdf(1), "một.pdf"),
        upload(photo(), "hai.jpg"),
        upload(word(), "ba.docx"),
        issuer="UBND xã Một",
    )
    assert [e.title for e in Evidence.objects.all()] == ["một", "hai", "ba"]
    assert {e.issuer for e in Evidence.objects.all()} == {"UBND xã Một"}


def test_good_files_stay_and_bad_ones_are_named_with_what_was_typed(
    case: Case, official: Client
) -> None:
    response = post_files(
        official,
        case,
        upload(marked_pdf(1), "tốt.pdf"),
        upload(b"MZ" + b"\0" * 99, "giả.pdf"),
        upload(b"x", "cũ.doc"),
        number="20/BC-UBND",
        place="trang 9",
    )
    assert getattr(response, "status_code", 0) == 422
    page = text_of(response)
    assert "“giả.pdf”" in page
    assert "“cũ.doc”" in page
    assert "Đã thêm tài liệu “20/BC-UBND – tốt”" in page
    assert 'value="20/BC-UBND"' in page
    assert 'value="trang 9"' in page
    assert "hãy chọn lại tệp" in page
    assert [e.title for e in Evidence.objects.all()] == ["tốt"]


def test_no_file_is_an_error_at_the_file(case: Case, official: Client) -> None:
    response = official.post(add_url(case), {"number": "20/BC-UBND"})
    assert response.status_code == 422
    page = text_of(response)
    assert "Hãy chọn ít nhất một tệp." in page
    assert 'href="#id_file"' in page
    assert 'value="20/BC-UBND"' in page
    assert "hãy chọn lại tệp" not in page


def test_too_many_files_at_once_are_refused(case: Case, official: Client) -> None:
    response = post_files(official, case, *[upload(name=f"{n}.pdf") for n in range(21)])
    assert "Bạn chọn 21 tệp; mỗi lần tối đa 20 tệp." in text_of(response)
    assert not stored_files()


@pytest.mark.parametrize("typed", ["31/02/2022", "hôm qua", "2022", "01/2022"])
def test_a_wrong_date_is_an_error_at_the_date_and_no_text_is_lost(
    case: Case, official: Client, typed: str
) -> None:
    response = official.post(
        add_url(case), {"file": upload(), "issued_on": typed, "title": "Kế hoạch"}
    )
    page = text_of(response)
    assert response.status_code == 422
    assert "Hãy nhập ngày/tháng/năm, ví dụ 05/01/2022." in page
    assert f'value="{typed}"' in page
    assert "Kế hoạch</textarea>" in page
    assert "hãy chọn lại tệp" in page
    assert not stored_files()


def test_a_future_date_is_told_once_for_several_files(case: Case, official: Client) -> None:
    response = post_files(
        official, case, upload(marked_pdf(1)), upload(marked_pdf(2)), issued_on="01/01/2999"
    )
    errors = re.findall(r"<li>Ngày 01/01/2999 chưa tới", text_of(response))
    assert len(errors) == 1
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "typed", ["05/01/2022", "5/1/2022", "05-01-2022", "05.01.2022", "05012022", "2022-01-05"]
)
def test_a_date_is_read_as_people_write_it(case: Case, official: Client, typed: str) -> None:
    official.post(add_url(case), {"file": upload(), "issued_on": typed})
    assert Evidence.objects.get().issued_on == date(2022, 1, 5)


def test_a_date_outside_the_year_is_taken_with_a_warning(case: Case, official: Client) -> None:
    response = official.post(
        add_url(case), {"file": upload(), "issued_on": "28/12/2021"}, follow=True
    )
    assert "Ngày ban hành 28/12/2021 nằm ngoài năm đánh giá 2022" in text_of(response)
    assert Evidence.objects.get().issued_on == date(2021, 12, 28)


def test_a_locked_page_says_why_and_takes_nothing(case: Case, official: Client) -> None:
    case.submitted("1")
    page = text_of(official.get(add_url(case)))
    assert "Đã gửi, chờ thẩm định" in page
    assert 'type="file"' not in page
    response = official.post(add_url(case), {"file": upload()})
    assert response.status_code == 423
    assert not stored_files()


# ---------------------------------------------------------------- reuse


def test_documents_of_other_entries_are_offered_and_linked(
    case: Case, papers: Papers, official: Client
) -> None:
    first = papers.add("1.1")
    second = papers.add("1.2", upload(marked_pdf(2)), Details(title="Báo cáo"))
    url = add_url(case, "2")
    page = text_of(official.get(url))
    assert "đang chứng minh mục 1.1" in page
    assert "Báo cáo" in page
    response = official.post(
        url,
        {"reuse": "1", "documents": [first.pk, second.pk], "reuse_place": "phụ lục"},
    )
    assert response["Location"] == row_url(case, "2")
    links = EvidenceLink.objects.filter(entry=case.entry("2"))
    assert {(link.evidence, link.place) for link in links} == {
        (first, "phụ lục"),
        (second, "phụ lục"),
    }
    assert len(stored_files()) == 2


def test_what_already_proves_the_entry_is_not_offered(
    case: Case, papers: Papers, official: Client
) -> None:
    papers.add("1.1")
    assert "Dùng lại tài liệu" not in text_of(official.get(add_url(case, "1.1")))


def test_a_detached_document_is_offered_again(case: Case, papers: Papers, official: Client) -> None:
    papers.unlink(papers.add("1.1"))
    page = text_of(official.get(add_url(case)))
    assert PLAN.title in page
    assert "chưa gắn mục nào" in page


def test_ticking_nothing_or_another_units_document_links_nothing(
    case: Case, papers: Papers, official: Client
) -> None:
    papers.add("1.1")
    foreign = papers.add("1.1", unit=case.neighbour, actor=case.stranger)
    for ticked in ([], [str(foreign.pk)], ["khong-phai-so"]):
        response = official.post(add_url(case, "2"), {"reuse": "1", "documents": ticked})
        assert response.status_code == 422
        assert "Hãy đánh dấu tài liệu muốn dùng lại." in text_of(response)
    assert not EvidenceLink.objects.filter(entry=case.entry("2")).exists()


def test_another_units_documents_are_not_offered(
    case: Case, papers: Papers, official: Client
) -> None:
    papers.add(
        "1.1", details=Details(title="Của xã khác"), unit=case.neighbour, actor=case.stranger
    )
    assert "Của xã khác" not in text_of(official.get(add_url(case)))


def test_many_documents_can_be_searched_without_accents(
    case: Case, papers: Papers, official: Client
) -> None:
    for mark in range(11):
        file = upload(marked_pdf(mark), f"{mark}.pdf")
        papers.add("1.2", file, Details(title=f"Biên bản họp {mark:02d}"))
    papers.add("1.2", upload(marked_pdf(99)), Details(title="Kế hoạch", number="15/KH-UBND"))
    page = text_of(official.get(add_url(case)))
    assert 'name="tim"' in page
    assert page.count('name="documents"') == 12
    for words in ("ke hoach", "15/kh", "KẾ HOẠCH 1.2"):
        page = text_of(official.get(add_url(case), {"tim": words}))
        assert page.count('name="documents"') == 1, words
    page = text_of(official.get(add_url(case), {"tim": "không có"}))
    assert "Không có tài liệu nào khớp với “không có”" in page


def test_a_short_list_has_no_search_box(case: Case, papers: Papers, official: Client) -> None:
    papers.add("1.2")
    assert 'name="tim"' not in text_of(official.get(add_url(case)))


# ---------------------------------------------------------------- replace, detach


def replace_url(evidence: Evidence, entry: Entry | None = None) -> str:
    url = reverse("evidence-replace", args=[evidence.pk])
    return f"{url}?muc={entry.pk}" if entry else url


def test_a_new_file_and_new_words_are_saved_together(
    case: Case, papers: Papers, official: Client
) -> None:
    evidence = papers.add("1.1")
    papers.link(evidence, "2", place="trang 1")
    url = replace_url(evidence, case.entry("2"))
    page = text_of(official.get(url))
    assert 'value="15/KH-UBND"' in page
    assert 'value="05/01/2022"' in page
    assert 'value="trang 1"' in page
    assert "còn chứng minh mục 1.1" in page
    response = official.post(
        url,
        {
            "file": upload(marked_pdf(2), "bản ký.pdf"),
            "number": "16/KH-UBND",
            "issued_on": "06/01/2022",
            "title": "Kế hoạch",
            "place": "trang 2",
        },
    )
    assert response["Location"] == row_url(case, "2")
    evidence.refresh_from_db()
    assert (evidence.number, evidence.issued_on) == ("16/KH-UBND", date(2022, 1, 6))
    assert EvidenceLink.objects.get(entry=case.entry("2")).place == "trang 2"
    assert EvidenceLink.objects.get(entry=case.entry("1.1")).place == PLAN.place
    assert EvidenceFile.objects.filter(evidence=evidence).count() == 2


def test_words_alone_need_no_file(case: Case, papers: Papers, official: Client) -> None:
    evidence = papers.add(details=Details())
    official.post(replace_url(evidence), {"title": "Kế hoạch", "number": "15/KH"})
    evidence.refresh_from_db()
    assert evidence.number == "15/KH"
    assert EvidenceFile.objects.count() == 1


def test_a_bad_new_file_keeps_the_old_one_and_what_was_typed(
    case: Case, papers: Papers, official: Client
) -> None:
    evidence = papers.add()
    response = official.post(
        replace_url(evidence), {"file": upload(b"x", "xấu.pdf"), "title": "Tên mới"}
    )
    page = text_of(response)
    assert response.status_code == 422
    assert "“xấu.pdf”" in page
    assert "Tên mới</textarea>" in page
    assert EvidenceFile.objects.count() == len(stored_files()) == 1


def test_a_document_that_proves_a_closed_entry_says_so_before_anything_is_typed(
    case: Case, papers: Papers, official: Client
) -> None:
    evidence = papers.add("2")
    papers.link(evidence, "1.1")
    case.submitted("1")
    page = text_of(official.get(replace_url(evidence, case.entry("2"))))
    assert "còn chứng minh mục 1.1" in page
    assert 'type="file"' not in page


@pytest.mark.parametrize("query", ["?muc=999999", "?muc=x"])
def test_an_odd_place_in_the_address_breaks_nothing(
    papers: Papers, official: Client, query: str
) -> None:
    evidence = papers.add()
    status = official.get(replace_url(evidence) + query).status_code
    assert status == (404 if "9" in query else 200)


def test_detaching_asks_first_and_then_does_it(
    case: Case, papers: Papers, official: Client
) -> None:
    papers.add()
    link = EvidenceLink.objects.get()
    url = reverse("evidence-unlink", args=[link.pk])
    assert "Gỡ tài liệu khỏi mục 1.1?" in text_of(official.get(url))
    assert EvidenceLink.objects.exists()
    response = official.post(url)
    assert response["Location"] == row_url(case)
    assert not EvidenceLink.objects.exists()
    assert Evidence.objects.exists()
    assert official.post(url).status_code == 404


# ---------------------------------------------------------------- rows


def test_the_sheet_shows_each_document_with_its_links(
    case: Case, papers: Papers, official: Client
) -> None:
    evidence = papers.add("1.1")
    papers.replace(evidence)
    sheet = reverse("sheet", args=[case.campaign.code, case.commune.code, "1"])
    page = text_of(official.get(sheet))
    newest = EvidenceFile.objects.get(revision=2)
    view = f"{reverse('evidence-file', args=[newest.pk])}?xem=1"
    assert f'href="{view}#navpanes=0&pagemode=none&page=3"' in page
    assert "15/KH-UBND" in page
    assert "1 bản trước" in page
    assert replace_url(evidence, case.entry("1.1")) in page
    assert reverse("evidence-unlink", args=[EvidenceLink.objects.get().pk]) in page


def test_the_appraiser_sees_documents_but_no_way_to_change_them(case: Case, papers: Papers) -> None:
    papers.add("1.1")
    case.submitted("1")
    [document] = evidence_of([case.entry("1.1")], user=case.appraiser)[case.entry("1.1").pk]
    assert (document["replace_url"], document["unlink_url"]) == ("", "")
    page = text_of(
        signed_in(case.appraiser).get(
            reverse("appraise", args=[case.campaign.code, case.commune.code, "1"])
        )
    )
    assert 'target="khung-tai-lieu"' in page
    assert "Gỡ khỏi mục" not in page


def test_only_what_is_open_can_be_changed(case: Case, papers: Papers) -> None:
    papers.add("1.1")
    papers.add("1.2", upload(marked_pdf(2)))
    case.submitted("1")
    case.judge("1.2", Decision.AGREE)
    case.judge("1.1", Decision.RETURN, cause="Thiếu")
    case.move(Verb.RETURN, case.appraiser, reason="Bổ sung")
    entries = [case.entry("1.1"), case.entry("1.2")]
    found = evidence_of(entries, user=case.official)
    assert [bool(found[entry.pk][0]["replace_url"]) for entry in entries] == [True, False]
    late = evidence_of(entries, user=case.official, at=case.after_deadline)
    assert not any(late[entry.pk][0]["unlink_url"] for entry in entries)


def test_a_file_of_a_later_round_is_marked(case: Case, papers: Papers) -> None:
    evidence = papers.add("1.1")
    case.submitted("1")
    case.judge("1.1", Decision.RETURN, cause="Thiếu")
    case.move(Verb.RETURN, case.appraiser, reason="Bổ sung")
    papers.replace(evidence)
    entry = case.entry("1.1")
    [document] = evidence_of([entry], user=case.appraiser)[entry.pk]
    assert (document["round"], document["revisions"]) == (2, 2)
    page = text_of(
        signed_in(case.appraiser).get(
            reverse("appraise", args=[case.campaign.code, case.commune.code, "1"])
        )
    )
    assert "bổ sung vòng 2" in page


def test_many_documents_cost_no_more_queries(
    case: Case, papers: Papers, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    entries = list(Entry.objects.filter(assessment__unit=case.commune))
    for mark in range(4):
        for entry in entries:
            content = marked_pdf(100 * mark + entry.pk)
            papers.add(entry.criterion.code, upload(content), Details())
        for user, expected in ((case.appraiser, 2), (case.official, 3)):
            memberships_of(user)  # read once per request, whatever the page shows
            with django_assert_num_queries(expected):
                found = evidence_of(entries, user=user)
            assert [len(found[entry.pk]) for entry in entries] == [mark + 1] * len(entries)


def test_the_page_costs_the_same_for_few_and_for_many_documents(
    case: Case, papers: Papers, official: Client
) -> None:
    counts = []
    for marks in ((1, 2), range(3, 15)):
        for mark in marks:
            papers.add("1.1" if mark % 2 else "1.2", upload(marked_pdf(mark)), Details())
        with CaptureQueriesContext(connection) as queries:
            official.get(add_url(case))
        counts.append(len(queries))
    assert counts[0] == counts[1]
