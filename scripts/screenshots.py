"""Draws the pictures of docs/man-hinh from a portal that runs with the demo.

`make screenshots ADDRESS=http://127.0.0.1:8000`; `python -m scripts.screenshots papers` draws the
papers alone, which need the demo's database but no portal that runs.
"""

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.chromium import chromium

FOLDER = Path("docs/man-hinh")
COLOURS = 128
PAPER_DPI = 220
PAPER_SIZE = (840, 1188)
SHEET_DPI = 150
SHEET_SCALE = 2
SHEET_GREYS = 12
PAPERS = (
    "analysis-report",
    "decision",
    "self-assessment",
    "improvement-plan",
    "remediation-plan",
    "implementation-plan",
    "summary-plan",
    "periodic-report",
)
PASSWORD = "parindex-demo"  # noqa: S105 - published, opens demo accounts only
Act = Callable[[Page], object]


@dataclass(frozen=True)
class Picture:
    """``act`` is what the person does on the page before the picture is taken."""

    name: str
    person: str
    path: str
    width: int = 1440
    height: int = 900
    act: Act = lambda page: None


def open_proof(page: Page) -> None:
    page.get_by_role("link", name="11/KH-UBND").first.click()
    page.wait_for_timeout(2_000)  # the PDF viewer says nothing when it has drawn


def scroll_to(selector: str) -> Act:
    return lambda page: page.locator(selector).first.evaluate(
        "element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 24)"
    )


def open_link(words: str) -> Act:
    return lambda page: page.locator("main").get_by_role("link", name=words).first.click()


PICTURES = (
    Picture("viec-cua-toi", "canbo.canhhien", "/"),
    Picture("phieu-tu-cham", "canbo", "/dot/VC-2022/phieu/CANH-VINH/1/", height=1000),
    Picture(
        "phieu-tu-cham-dien-thoai",
        "canbo",
        "/dot/VC-2022/phieu/CANH-VINH/3/",
        width=360,
        height=740,
        act=scroll_to(".entry:has(.entry__code:text-is('3.4.1'))"),
    ),
    Picture(
        "tham-dinh", "thamdinh", "/dot/VC-2022/tham-dinh/CANH-LIEN/2/", height=1000, act=open_proof
    ),
    Picture("bang-theo-doi", "phongnoivu", "/dot/VC-2022/", height=1100),
    Picture("ket-qua-don-vi", "lanhdao", "/dot/BD-2021/ket-qua/VAN-CANH/", height=1200),
    Picture("xep-hang", "lanhdao", "/dot/VC-2022/ket-qua/"),
    Picture("tong-quan", "lanhdao", "/tong-quan/", height=1200),
    Picture("ke-hoach", "phongnoivu", "/ke-hoach/", act=open_link("Chỉ số cải cách hành chính")),
    Picture("so-van-ban", "phongnoivu", "/van-ban/"),
    Picture("bao-cao-dinh-ky", "phongnoivu", "/bao-cao/", act=open_link("6 tháng đầu năm 2022")),
    Picture("bo-tieu-chi", "quantri", "/bo-tieu-chi/PAR-TINH-1149/", height=1000),
)
REPORT = "/dot/BD-2021/ket-qua/VAN-CANH/bao-cao-phan-tich.pdf"


def main(address: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for picture in PICTURES:
            with signed_in(browser, address, picture) as page:
                page.goto(address + picture.path)
                picture.act(page)
                keep(picture.name, page.screenshot())
        report = Picture("bao-cao-phan-tich", "lanhdao", REPORT)
        with signed_in(browser, address, report) as page:
            keep(report.name, first_page(page.request.get(address + REPORT).body()))
    papers()


def papers() -> None:
    """Of each kind its first page and the first of its annex, or else the second, side by side."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in PAPERS:
            out = Path(folder) / f"{kind}.pdf"
            command = [sys.executable, "manage.py", "render", kind, "--out", str(out)]
            subprocess.run(command, check=True)  # noqa: S603 - our own command and words
            keep_sheet(f"van-ban-{kind}", out)


def keep_sheet(name: str, pdf: Path) -> None:
    with pdfplumber.open(pdf) as paper:
        across = (page for page in paper.pages if page.width > page.height)
        chosen = [paper.pages[0], next(across, paper.pages[1])]
        drawn = [page.to_image(resolution=SHEET_DPI).original.convert("L") for page in chosen]
    small = [image.reduce(SHEET_SCALE) for image in drawn]
    gap = 12
    width = sum(image.width for image in small) + 3 * gap
    sheet = Image.new("L", (width, max(image.height for image in small) + 2 * gap), 200)
    left = gap
    for image in small:
        sheet.paste(image, (left, gap))
        left += image.width + gap
    path = FOLDER / f"{name}.png"
    sheet.quantize(SHEET_GREYS).save(path, optimize=True)
    print(f"{path} {path.stat().st_size // 1024} KB")


@contextmanager
def signed_in(browser: Browser, address: str, picture: Picture) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    page = context.new_page()
    page.goto(f"{address}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(picture.person)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"{address}/")
    yield page
    context.close()


def first_page(pdf: bytes) -> bytes:
    drawn = io.BytesIO()
    with pdfplumber.open(io.BytesIO(pdf)) as paper:
        page = paper.pages[0].to_image(resolution=PAPER_DPI).original
        page.convert("L").resize(PAPER_SIZE, Image.Resampling.LANCZOS).save(drawn, "PNG")
    return drawn.getvalue()


def keep(name: str, png: bytes) -> None:
    """A palette is enough for flat colours and a third of the size."""
    path = FOLDER / f"{name}.png"
    with Image.open(io.BytesIO(png)) as drawn:
        drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path} {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    if sys.argv[1] == "papers":
        papers()
    else:
        main(sys.argv[1])
