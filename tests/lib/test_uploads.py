"""Files as people send them: real ones made here, good and bad."""

import hashlib
import io
import struct
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from parindex.lib.uploads import (
    ACCEPT,
    Inspection,
    UploadError,
    clean_name,
    format_size,
    inspect,
    stem,
)
from tests.lib.samples import WORD_TYPES, archive, excel, packed, pdf, photo, wide_png, word

MEGABYTE = 1024 * 1024
LIMIT = 20 * MEGABYTE


def taken(content: bytes, name: str, limit: int = LIMIT) -> Inspection:
    return inspect(io.BytesIO(content), name=name, size=len(content), limit=limit)


def refusal(content: bytes, name: str, limit: int = LIMIT) -> str:
    with pytest.raises(UploadError) as caught:
        taken(content, name, limit)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (pdf(), "Kế hoạch.pdf", "application/pdf"),
        (photo(), "ảnh.jpg", "image/jpeg"),
        (photo(), "IMG_2022.JPEG", "image/jpeg"),
        (photo("PNG"), "ảnh.png", "image/png"),
        (
            word(),
            "báo cáo.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            excel(),
            "bảng.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
    ids=["pdf", "jpg", "jpeg", "png", "docx", "xlsx"],
)
def test_it_takes_a_good_file_and_knows_it(content: bytes, name: str, kind: str) -> None:
    file = io.BytesIO(content)
    found = inspect(file, name=name, size=len(content), limit=LIMIT)
    assert found.content_type == kind
    assert found.size == len(content)
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.name == name
    assert file.tell() == 0


def test_it_takes_a_word_file_whose_parts_come_in_another_order() -> None:
    content = archive(
        {
            "docProps/app.xml": b"<x/>",
            "custom/a.xml": b"<x/>",
            "custom/b.xml": b"<x/>",
            "custom/c.xml": b"<x/>",
            "custom/d.xml": b"<x/>",
            "[Content_Types].xml": WORD_TYPES.format(more="").encode(),
            "word/document.xml": b"<w:document/>",
        }
    )
    assert taken(content, "a.docx").size == len(content)


def test_it_takes_a_file_from_disk_as_well_as_from_memory(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.pdf"
    path.write_bytes(pdf())
    with path.open("rb") as file:
        found = inspect(file, name=path.name, size=path.stat().st_size, limit=LIMIT)
        assert file.read() == path.read_bytes()
    assert found.size == path.stat().st_size


# ---------------------------------------------------------------- size


def test_it_refuses_an_empty_file() -> None:
    assert "“trống.pdf” rỗng" in refusal(b"", "trống.pdf")


def test_it_refuses_a_file_over_the_limit_with_its_size_and_the_limit() -> None:
    message = refusal(b"%PDF-1.4" + b"0" * (MEGABYTE + 1), "to.pdf", limit=MEGABYTE)
    assert "“to.pdf”" in message
    assert "1,01 MB" in message
    assert "quá mức 1 MB" in message


def test_it_takes_a_file_of_exactly_the_limit() -> None:
    content = photo()
    assert taken(content, "a.jpg", limit=len(content)).size == len(content)
    assert "quá mức" in refusal(content, "a.jpg", limit=len(content) - 1)


def test_it_measures_for_itself_when_the_announced_size_is_wrong() -> None:
    content = photo()
    with pytest.raises(UploadError, match="quá mức"):
        inspect(io.BytesIO(content), name="a.jpg", size=1, limit=len(content) - 1)
    with pytest.raises(UploadError, match="rỗng"):
        inspect(io.BytesIO(b""), name="a.jpg", size=9, limit=LIMIT)


# ---------------------------------------------------------------- kind


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("cũ.doc", "lưu thành .docx hoặc .pdf"),
        ("cũ.XLS", "lưu thành .xlsx hoặc .pdf"),
        ("có macro.docm", "macro"),
        ("gói.zip", "giải nén"),
        ("gói.rar", "giải nén"),
        ("IMG_1.HEIC", "đổi sang ảnh JPG"),
        ("trang.html", "xuất ra PDF"),
        ("chạy.exe", "chỉ nhận PDF, DOCX, XLSX, PNG, JPG"),
        ("không đuôi", "không có đuôi"),
        ("pdf", "không có đuôi"),
    ],
)
def test_it_refuses_another_kind_and_says_what_to_do(name: str, advice: str) -> None:
    message = refusal(b"noi dung", name)
    assert f"“{name}”" in message
    assert advice in message


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (b"MZ\x90\x00" + b"\0" * 200, "báo cáo.pdf", "EXE"),
        (photo(), "báo cáo.pdf", "ảnh JPG"),
        (pdf(), "ảnh.png", "PDF"),
        (b"<html><script>alert(1)</script></html>", "báo cáo.pdf", "không nhận ra"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ảnh.png", "không nhận ra"),
        (photo("GIF") + pdf(), "ghép.pdf", "GIF"),
        (pdf(), "báo cáo.docx", "PDF"),
    ],
    ids=["exe", "jpg-as-pdf", "pdf-as-png", "html", "svg", "polyglot", "pdf-as-docx"],
)
def test_it_refuses_a_renamed_file_and_says_what_it_is(
    content: bytes, name: str, found: str
) -> None:
    message = refusal(content, name)
    assert f"“{name}”" in message
    assert found in message


def test_it_refuses_word_renamed_to_excel_and_the_other_way_round() -> None:
    assert "nội dung là tệp Word (.docx)" in refusal(word(), "bảng.xlsx")
    assert "nội dung là tệp Excel (.xlsx)" in refusal(excel(), "báo cáo.docx")


def test_it_refuses_a_plain_archive_renamed_to_word() -> None:
    assert "không phải tệp Word, Excel" in refusal(archive({"a.txt": b"a"}), "báo cáo.docx")


# ---------------------------------------------------------------- word and excel


def test_it_refuses_a_macro_project() -> None:
    content = word(parts={"word/vbaProject.bin": b"macro"})
    assert "“báo cáo.docx” chứa macro" in refusal(content, "báo cáo.docx")


@pytest.mark.parametrize(
    "declared",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.document.&#109;acroEnabled.main+xml",
        "application/vnd.ms-office.vbaProject",
        "application/vnd.ms-excel.macrosheet+xml",
    ],
)
def test_it_refuses_macros_by_what_the_file_declares(declared: str) -> None:
    content = word(more=f'<Override PartName="/word/x.bin" ContentType="{declared}"/>')
    assert "chứa macro" in refusal(content, "báo cáo.docx")


def test_it_refuses_a_bomb_without_unpacking_it() -> None:
    content = word(parts={"word/media/a.bin": b"\0" * (60 * MEGABYTE)})
    assert len(content) < MEGABYTE
    message = refusal(content, "bom.docx")
    assert "“bom.docx” khi mở ra nở đến 60 MB" in message


def test_it_refuses_what_unpacks_beyond_the_limit_whatever_its_ratio() -> None:
    stream = io.BytesIO(word())
    with zipfile.ZipFile(stream, "a") as made:
        for position in range(11):
            made.writestr(f"word/media/{position}.bin", b"\0" * (19 * MEGABYTE))
    content = stream.getvalue()
    message = refusal(content, "to.docx", limit=300 * MEGABYTE)
    assert "tối đa 200 MB" in message


def test_it_takes_a_small_sheet_of_equal_cells() -> None:
    content = word(parts={"word/styles.xml": b"<a/>" * 500_000})
    assert taken(content, "a.docx").size == len(content)


def test_it_refuses_a_word_file_with_a_password() -> None:
    ole = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600
    locked = ole + "EncryptedPackage".encode("utf-16-le")
    assert "đặt mật khẩu" in refusal(locked, "mật.docx")
    assert "định dạng Office cũ" in refusal(ole, "cũ đổi đuôi.docx")


def test_it_refuses_an_encrypted_pack() -> None:
    content = bytearray(word())
    start = content.index(b"PK\x01\x02")
    content[start + 8] |= 1
    assert "đặt mật khẩu" in refusal(bytes(content), "mật.docx")


@pytest.mark.parametrize(
    "content",
    [
        word()[:-60],
        word()[:40],
        archive({"[Content_Types].xml": b"<Types", "word/document.xml": b""}),
        archive(
            {
                "[Content_Types].xml": b'<!DOCTYPE a [<!ENTITY b "c">]><Types/>',
                "word/document.xml": b"",
            }
        ),
        archive({"[Content_Types].xml": b"<Types/>", "[content_types].xml": b"<Types/>"}),
    ],
    ids=["no-directory", "head-only", "broken-xml", "entities", "two-lists"],
)
def test_it_refuses_a_broken_word_file(content: bytes) -> None:
    assert "“hỏng.docx” bị hỏng" in refusal(content, "hỏng.docx")


# ---------------------------------------------------------------- pdf


def open_script(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
    )


def button_script(made: pikepdf.Pdf) -> None:
    """Directly inside an annotation inside a page, no object of its own."""
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    made.pages[0].Annots = pikepdf.Array(
        [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 1, 1], A=action)]
    )


def launch(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = made.make_indirect(
        pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))
    )


def attach(made: pikepdf.Pdf) -> None:
    made.attachments["a.exe"] = b"MZ"


@pytest.mark.parametrize("save", [pdf, packed])
@pytest.mark.parametrize(
    ("build", "found"),
    [
        (open_script, "mã JavaScript"),
        (button_script, "mã JavaScript"),
        (launch, "lệnh mở chương trình khác"),
        (attach, "tệp khác đính kèm"),
    ],
)
def test_it_refuses_a_pdf_that_acts(
    save: Callable[[Callable[[pikepdf.Pdf], None]], bytes],
    build: Callable[[pikepdf.Pdf], None],
    found: str,
) -> None:
    message = refusal(save(build), "động.pdf")
    assert f"“động.pdf” chứa {found}" in message


def test_it_takes_a_pdf_with_links_bookmarks_and_a_form() -> None:
    def build(made: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.vn"))
        made.pages[0].Annots = pikepdf.Array(
            [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 1, 1], A=action)]
        )
        made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]), SigFlags=3)
        with made.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Mục I", 0))

    content = packed(build)
    assert taken(content, "a.pdf").size == len(content)


def test_it_refuses_a_pdf_with_a_password() -> None:
    content = pdf(encryption=pikepdf.Encryption(owner="a", user="b"))
    assert "“mật.pdf” đặt mật khẩu" in refusal(content, "mật.pdf")


def test_it_takes_a_pdf_that_everyone_may_open_but_not_change() -> None:
    content = pdf(encryption=pikepdf.Encryption(owner="a", user=""))
    assert taken(content, "a.pdf").size == len(content)


def test_it_refuses_an_unreadable_pdf() -> None:
    assert "“hỏng.pdf” là PDF nhưng bị hỏng" in refusal(b"%PDF-1.7\n" + b"x" * 300, "hỏng.pdf")


def test_it_refuses_a_pdf_that_hides_a_script_behind_a_bomb() -> None:
    """The object stream is too large to be unpacked here, but a reader would unpack it."""
    out, places = io.BytesIO(), {}

    def write(number: int, body: bytes) -> None:
        places[number] = out.tell()
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")

    out.write(b"%PDF-1.5\n")
    write(2, b"<< /Pages 3 0 R /Type /Catalog /OpenAction 6 0 R >>")
    write(3, b"<< /Count 1 /Kids [ 4 0 R ] /Type /Pages >>")
    write(4, b"<< /MediaBox [ 0 0 612 792 ] /Parent 3 0 R /Type /Page >>")
    script = b"<< /S /JavaScript /JS (app.alert(1)) >>\n"
    stream = zlib.compress(b"6 0\n" + script + b" " * (40 * MEGABYTE))
    head = b"<< /Type /ObjStm /Filter /FlateDecode /Length %d /N 1 /First 4 >>\nstream\n"
    write(1, head % len(stream) + stream + b"\nendstream")
    start = out.tell()
    rows = [(0, 0, 0), *((1, places[n], 0) for n in (1, 2, 3, 4)), (1, start, 0), (2, 1, 0)]
    table = b"".join(struct.pack(">BIB", *row) for row in rows)
    head = b"<< /Type /XRef /Length %d /W [1 4 1] /Root 2 0 R /Size 7 >>\nstream\n"
    write(5, head % len(table) + table + b"\nendstream")
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    assert "bị hỏng, không đọc được" in refusal(out.getvalue(), "bom.pdf")


# ---------------------------------------------------------------- images


@pytest.mark.parametrize("size", [(9_434, 9_435), (30_000, 30_000)])
def test_it_refuses_an_image_with_too_many_pixels(size: tuple[int, int]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        message = refusal(wide_png(*size), "to.png")
    assert "“to.png”" in message
    assert "tối đa 89 triệu điểm ảnh" in message


def test_it_refuses_a_broken_image() -> None:
    content = bytearray(photo("PNG"))
    content[-20] ^= 0xFF
    assert "“hỏng.png” bị hỏng" in refusal(bytes(content), "hỏng.png")
    assert "“hỏng.jpg” bị hỏng" in refusal(b"\xff\xd8\xff\xe0" + b"\0" * 40, "hỏng.jpg")


# ---------------------------------------------------------------- names and words


def test_it_composes_a_name_typed_on_a_mac() -> None:
    typed = unicodedata.normalize("NFD", "Kế hoạch cải cách.pdf")
    assert taken(pdf(), typed).name == "Kế hoạch cải cách.pdf"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("C:\\Users\\lan\\Báo cáo.pdf", "Báo cáo.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("a\r\nb\0.pdf", "ab.pdf"),
        ("bao\u202efdp.exe", "baofdp.exe"),
        ("  hai   khoảng\ttrắng .pdf", "hai khoảng trắng.pdf"),
        (".pdf", "tài liệu.pdf"),
        ("", "tài liệu"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("a." + "y" * 300, ("a." + "y" * 300)[:200]),
    ],
)
def test_it_cleans_a_name(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


def test_it_names_sizes_and_stems() -> None:
    assert [format_size(n) for n in (1, 1024, 1025, MEGABYTE, 1_300_000)] == [
        "1 KB",
        "1 KB",
        "2 KB",
        "1 MB",
        "1,2 MB",
    ]
    assert stem("Báo cáo quý 1.2022.pdf") == "Báo cáo quý 1.2022"
    assert stem("không đuôi") == "không đuôi"


def test_it_lets_phones_offer_the_camera() -> None:
    assert ".pdf" in ACCEPT.split(",")
    assert "image/jpeg" in ACCEPT.split(",")
