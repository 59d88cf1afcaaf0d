"""What `make bench-pages` measures: pages that show the photos of the database it filled."""

import time
from contextlib import closing

from click.testing import CliRunner

from api.settings import Settings
from api.store.database.store import Store
from api.store.photos import pages
from api.store.photos.pages import Part
from api.store.photos.search import PhotoFilter, Status
from bench.pages.__main__ import PAGES, main
from bench.pages.filled import PHOTOS_PER_BATCH, fill

SIZE = PHOTOS_PER_BATCH + 50


def test_each_page_is_measured():
    done = CliRunner().invoke(main, ["--photos", "20"], catch_exceptions=False)
    rows = [line.split(" | ")[0].removeprefix("| ") for line in done.stdout.splitlines()]
    assert [name for name in PAGES if name not in rows] == []


def test_the_photos_are_found_by_what_the_pages_ask_for(tmp_path):
    with closing(Store.open(Settings(data=tmp_path))) as store:
        fill(store, SIZE, time.time())
        with store.reading() as connection:

            def found(**wanted):
                asked = PhotoFilter(**wanted)
                return pages.page(connection, store.vault, asked, Part(limit=10)).total

            assert found() == SIZE
            assert found(text="IMG-000043") == found(text="+62 812-9000-0043") == 1
            assert found(status=Status.DECIDED) == SIZE * 88 // 90
            assert found(status=Status.WAITING) > 0
            assert found(reason="glare") > 0
