"""Services and texts: what the office asks for, and what stops the start."""

import re

import pytest

from api.submissions import catalogue, texts
from api.submissions.papers import progress
from api.submissions.wording import Speaker
from precheck.errors import BadPolicy

PAPERS = {  # the requirements of the office, in its order
    ("ektp", "hilang"): ["other", "kk"],
    ("ektp", "rusak"): ["ktp", "kk"],
    ("ektp", "ubah_data"): ["ktp", "other", "kk"],
    ("kk", "baru"): ["other", "kk", "ktp"],
    ("kk", "tambah_anggota"): ["kk", "akta_kelahiran", "other"],
    ("kk", "hilang"): ["other", "ktp"],
    ("kk", "rusak"): ["kk", "ktp"],
    ("akta_kelahiran", "baru"): ["other", "other", "kk", "ktp", "ktp"],
    ("akta_kematian", "baru"): ["other", "kk", "ktp", "ktp"],
    ("nik", "aktivasi"): ["ktp", "kk"],
    ("nik", "pendaftaran_polisi"): ["ktp", "kk"],
}
OURS = catalogue.load()
VARIANTS = [
    (service, key, variant)
    for service, one in OURS.services.items()
    for key, variant in one.variants.items()
]


def test_every_service_asks_for_its_papers():
    found = {
        (service, key): [slot.types[0] for slot in variant.slots]
        for service, key, variant in VARIANTS
        if not variant.in_person
    }
    assert found == PAPERS


def test_lines_urgent_cases_and_those_in_person():
    assert {one.line for one in OURS.services.values()} == {"ektp", "kk", "akta", "nik"}
    assert [key for _, key, one in VARIANTS if one.urgent] == ["pendaftaran_polisi"]
    in_person = {key for _, key, one in VARIANTS if one.in_person}
    assert in_person == {"pembetulan_nama", "pembetulan_tanggal_lahir"}
    fetched = [one for _, _, one in VARIANTS if one.pickup]
    assert {(one.ready_after_days, one.pickup) for one in fetched} == {(1, "kecamatan")}


SERVICE = """
title = { id = "KIA", en = "Child card" }
line = "kia"
[variants.baru]
title = { id = "KIA baru", en = "New card" }
[[variants.baru.slots]]
key = "kk"
title = { id = "KK", en = "KK" }
types = ["kk"]
"""


def test_an_offices_file_replaces_the_service_of_its_name(tmp_path):
    (tmp_path / "nik.toml").write_text(SERVICE)
    (tmp_path / "kia.toml").write_text(SERVICE)
    found = catalogue.load(tmp_path)
    assert found.services.keys() == {*OURS.services, "kia"}
    assert found.services["nik"].line == "kia"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"kk"]', '"sim"]', r"kia\.toml: variants\.baru\.slots\.0\.types\.0: "),
        ("line = ", "lines = ", r"kia\.toml: line: Field required"),
        ("types = ", "parts_max = 0\ntypes = ", r"slots\.0\.parts_max"),
        ('"KK", en', '"{x}", en', "a title has no placeholder"),
        ("[variants.baru]", "[variants.baru]\nin_person = true", "slots are needed, except"),
        ("[variants.baru]", "[variants.baru]\npickup = 'dinas'", "come together"),
        ("[variants.baru]", "[variants.'Baru 1']", r"variants\.Baru 1"),
        (
            "[variants.baru]",
            "[variants.baru]\nready_after_days = 3\npickup = 'pasar'",
            r"variants\.baru\.pickup: pasar has no word in texts/en\.toml",
        ),
        ("title", "title = {", "is not TOML"),
        ("title", f"title = {'[' * 2000}", "is not TOML"),
    ],
)
def test_a_faulty_service_is_named_with_its_key(tmp_path, old, new, fault):
    (tmp_path / "kia.toml").write_text(SERVICE.replace(old, new, 1))
    with pytest.raises(BadPolicy, match=fault):
        catalogue.load(tmp_path)


def test_a_missing_folder_stops_the_start(tmp_path):
    with pytest.raises(BadPolicy, match="there is no folder"):
        catalogue.load(tmp_path / "none")


def test_drafts_of_regional_languages_are_complete_and_off():
    assert OURS.texts.keys() == {"id", "en"}
    drafts = {lang: one for lang, one in texts.load(None).items() if not one.reviewed}
    assert drafts.keys() == {"jv", "mad"}
    for lang in drafts:
        draft = (texts.OWN_TEXTS / f"{lang}.toml").read_text()
        assert "awaits the review of a native reader" in draft


def test_a_reviewed_language_is_on(tmp_path):
    own_text(tmp_path, "jv", "reviewed = true")
    assert catalogue.load(tmp_path).texts["jv"].check_lang == "id"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("[filing]\nfiled = 'Baik.'", r"id\.toml: filing\.filed: .*must be: \{paper\}"),
        ("[filing]\nextra = '{paper}'", r"filing\.extra: .*must be: none"),
        ("[filing]\nextra = '{'", r"filing\.extra: "),
        ("[filing]\nfiled = '{paper:d}'", r"filing\.filed: .*a placeholder is a name"),
        ("[filing]\nfiled = '{paper!x}'", r"filing\.filed: .*a placeholder is a name"),
        ("[filing]\nfiled = '{paper.x}'", r"filing\.filed: .*a placeholder is a name"),
        ("[filing]\nfilled = 'x'", r"filing\.filled: there is no such setting"),
        (f"[filing]\nextra = '{'x' * 241}'", r"filing\.extra: .*at most 240"),
    ],
)
def test_a_faulty_text_is_named_with_its_key(tmp_path, change, fault):
    own_text(tmp_path, "id", change)
    with pytest.raises(BadPolicy, match=fault):
        catalogue.load(tmp_path)


def test_a_text_is_changed_alone(tmp_path):
    own_text(tmp_path, "id", "[state]\nnext = 'Lanjut: {paper}.'")
    found = catalogue.load(tmp_path).texts["id"]
    assert found.state.next == "Lanjut: {paper}."
    assert found.state.officer == OURS.texts["id"].state.officer


def test_texts_of_an_unknown_language_stop_the_start(tmp_path):
    own_text(tmp_path, "su", "reviewed = true")
    with pytest.raises(BadPolicy, match=r"su\.toml: no such language"):
        catalogue.load(tmp_path)


def own_text(folder, lang, content):
    (folder / "texts").mkdir()
    (folder / "texts" / f"{lang}.toml").write_text(content)


@pytest.mark.parametrize("lang", ["id", "en", "jv", "mad"])
def test_texts_are_short_and_approve_nothing(lang):
    one = texts.load(None)[lang]
    for part in (one.filing, one.state):
        for name, text in part.model_dump().items():
            assert len(re.findall(r"[.?]( |$)", text)) <= 2, name
            assert not re.search(r"\b(asli/palsu|palsu|sah|valid|genuine)\b", text.lower()), name


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(("service", "key", "variant"), VARIANTS)
def test_the_longest_text_fits_a_message_with_buttons(lang, service, key, variant):
    speaker = Speaker(texts=OURS.texts[lang], lang=lang, variant=variant)
    said = speaker.opening(progress(variant, ()))
    assert said[0].isupper()
    assert len(said) <= 1024, (service, key)
