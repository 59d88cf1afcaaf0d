"""The example of docs/bot.md's section on submissions runs against a real service."""

import re
from pathlib import Path

import pytest

from api.store.stages import Stage
from api.submissions.codes import Code
from tests.api.submissions.seen import photo
from tests.servers.wsgi import served

BOT = (Path(__file__).parents[2] / "docs" / "bot.md").read_text()
SECTION = BOT.partition("\n## Submissions\n")[2].partition("\n## ")[0]


@pytest.fixture
def bot(client):
    """The example's class, and the address of a service."""
    example = {}
    exec(re.search(r"```python\n(.*?)```", SECTION, re.DOTALL)[1], example)
    with served(client.application) as address:
        yield lambda *asked: example["Submission"](address, *asked)


def test_the_example_collects_all_papers(bot):
    one = bot("kk", "tambah_anggota", "08120000")
    assert "Kartu Keluarga lama" in one.welcome()
    assert "mohon" in one.photo(photo("kk", legible=False), "m1").lower()
    assert "sudah terbaca" in one.photo(photo("kk", take=2), "m2")
    assert "ini akta kelahiran atau" in one.photo(photo(take=3), "m3")
    assert [choice["slot"] for choice in one.choices] == ["kelahiran", "buku_nikah"]
    assert "Berikutnya" in one.chosen("buku_nikah")
    assert "rusak" in one.photo(b"broken", "m4")
    assert not one.done
    last = one.photo(photo("akta_kelahiran"), "m5")
    assert one.photo(photo("akta_kelahiran"), "m5") == last
    assert (one.done, "dapat diambil" in last) == (True, False)
    one.forget()


def test_the_example_continues_and_tells_who_has_to_come(bot):
    bot("nik", "aktivasi", "08120000").photo(photo("ktp"), "m1")
    assert bot("nik", "aktivasi", "08120000").welcome() == (
        "Berikutnya mohon kirim foto Kartu Keluarga."
    )
    came = bot("kk", "pembetulan_nama", "08120000")
    assert (came.done, "datang sendiri" in came.welcome()) == (True, True)


@pytest.mark.parametrize(("column", "codes"), [("filing.code", Code), ("submission.stage", Stage)])
def test_every_code_is_explained(column, codes):
    rows = SECTION.partition(f"| `{column}` |")[2].partition("\n\n")[0].splitlines()[2:]
    explained = [code for row in rows for code in re.findall(r"`(\w+)`", row.split(" | ")[0])]
    assert sorted(explained) == sorted(codes)
