"""The papers of an application as one PDF and one zip: who may take them, and what is in them."""

import io
import zipfile

import pypdfium2
import pytest
from PIL import Image

from api.desk.applications.archive import extension, pdf_of
from api.store import retention
from api.store.accounts import Role
from api.store.tables.submissions import SUBMISSIONS
from tests.api.desk.applications.made import applied, moved, photos_of
from tests.api.desk.audit import acts
from tests.api.desk.batches_made import pdf


def jpeg(width, height):
    file = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def budi(desk):
    return desk.person("budi")


@pytest.fixture
def taken(desk, budi):  # noqa: ARG001 - the account
    """An application that budi has in work."""
    id_ = applied(desk)
    moved(desk, id_, "in_work", who="budi")
    return id_


def test_the_pdf_has_a_page_of_a4_for_each_paper(budi, taken):
    answer = budi.get(f"/applications/{taken}/archive.pdf")
    assert answer.mimetype == "application/pdf"
    assert f"nik-{taken}.pdf" in answer.headers["Content-Disposition"]
    made = pypdfium2.PdfDocument(answer.data)
    assert [tuple(round(side) for side in page.get_size()) for page in made] == [(595, 842)] * 2
    shown = made[0].render(scale=1).to_pil().convert("RGB")
    assert shown.getpixel((120, 130)) != (255, 255, 255)  # the picture
    darkest, _ = shown.crop((28, 28, 300, 44)).convert("L").getextrema()
    assert darkest < 128  # its caption


def test_the_zip_has_each_file_as_it_came_named_by_its_paper(budi, taken):
    answer = budi.get(f"/applications/{taken}/archive.zip")
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    assert archive.namelist() == ["01-ktp.png", "02-kk.png"]
    assert archive.testzip() is None
    assert archive.read("01-ktp.png").startswith(b"\x89PNG")


def test_each_download_is_in_the_trail_with_the_photos_whose_numbers_left(desk, budi, taken):
    for kind in ("pdf", "zip"):
        budi.get(f"/applications/{taken}/archive.{kind}")
    photos = {row["id"] for row in photos_of(desk, taken).values()}
    for one in acts(desk, "export"):
        assert (one["who"], one["subject"], one["detail"]["photos"]) == ("budi", taken, 2)
        assert set(one["detail"]["full_numbers"]) == photos
    assert {one["detail"]["format"] for one in acts(desk, "export")} == {"pdf", "zip"}


def test_only_its_officer_and_supervisors_take_it(desk, taken):
    paths = [f"/applications/{taken}/archive.{kind}" for kind in ("pdf", "zip")]
    other, supervisor = desk.person("tono"), desk.person("rini", Role.SUPERVISOR)
    assert [other.get(path).status_code for path in paths] == [403, 403]
    assert [supervisor.get(path).status_code for path in paths] == [200, 200]
    assert "archive.pdf" not in other.get(f"/applications/{taken}").text
    assert len(acts(desk, "export")) == 2


def test_only_papers_that_count_are_in_it(desk, budi, taken):
    moved(desk, taken, "returned", who="budi", slots=["kk"])
    answer = budi.get(f"/applications/{taken}/archive.zip")
    assert zipfile.ZipFile(io.BytesIO(answer.data)).namelist() == ["01-ktp.png"]


def test_without_a_picture_there_is_nothing_to_take(desk, budi, taken):
    moved(desk, taken, "closed", who="budi")
    with desk.store.writing() as connection:
        connection.execute(SUBMISSIONS.update().values(closed_at=1.0))
        retention.erase_closed(connection, 2.0)
        retention.delete_files(connection)
    for kind in ("pdf", "zip"):
        assert budi.get(f"/applications/{taken}/archive.{kind}").status_code == 404
    assert "gambar tidak tersedia" in budi.get(f"/applications/{taken}").text


@pytest.mark.parametrize(
    ("data", "ending"),
    [(jpeg(9, 9), "jpg"), (pdf(1), "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"junk", "bin")],
)
def test_files_keep_their_format(data, ending):
    assert extension(data) == ending


def test_a_high_and_a_wide_picture_fit_on_the_page():
    tall, wide = jpeg(300, 2400), jpeg(2400, 300)
    made = pypdfium2.PdfDocument(pdf_of([("satu " * 40, tall), ("dua", wide)]))
    for page in made:
        for placed in page.get_objects():
            left, bottom, right, top = placed.get_bounds()
            assert 27 < left < right < 568
            assert 27 < bottom < top < 815
        _, shown = page.get_objects()
        left, bottom, right, top = shown.get_bounds()
        assert max((right - left) / 539, (top - bottom) / 770) == pytest.approx(1, abs=0.01)
