"""Titles, and the phrases that one line matches."""

import pytest

from precheck.document.titles import match_line, title_of


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("KARTU KELUARGA", "kk"),
        ("KARTU KELUARCA", "kk"),
        ("KUTIPAN AKTA KELAHIRAN", "akta_kelahiran"),
        ("KUTIPAN AKTA KEMATIAN", "akta_kematian"),
        ("KUT1PAN AKTA KEMAT1AN", "akta_kematian"),
        ("EXCERPT OF DEATH CERTIFICATE", "akta_kematian"),
        ("EXCERPT OF BIRTH CERTIFICATE", "akta_kelahiran"),
        ("Berdasarkan Akta Kematian Nomor 3514-KM-12052019-9004", "akta_kematian"),
        ("Berdasarkan Akta Kelahiran Nomor", "akta_kelahiran"),
        ("kan Akta Kelahiran Nomor 9589/DISP/1997", "akta_kelahiran"),
        ("TIPAN AKTA KEMATI", "akta_kematian"),
        ("By virtue ol Death Certificate Number", "akta_kematian"),
        ("EXCERPT OF MARRIAGE CERTIFICATE", None),
        ("SURAT KETERANGAN KEMATIAN", None),
        ("SURAT KETERANGAN KELAHIRAN", None),
        ("KUTIPAN AKTA KE", None),
        ("KUTIPAN AKTA PERKAWINAN", None),
        ("Nama Kepala Keluarga", None),
        ("KEPALA KELUARGA", None),
        ("K 1IPAN AKTA KE1AHIRAN", "akta_kelahiran"),
        ("BIRTH CERTIFICATE", None),
        ("CERTIFICATE OF BIRTH", None),
        ("fotokopi Kutipan Akta Kelahiran anak pemohon", None),
        ("Menunjuk Akta Kelahiran Nomor 9589/DISP/1997", None),
        ("", None),
    ],
)
def test_title_names_the_type(text, type_):
    assert title_of(text) == type_


@pytest.mark.parametrize(
    ("text", "kind", "types"),
    [
        ("KARTU KELUARGA", "title", ("kk",)),
        ("No. 3514120506199001", "number", ("kk",)),
        ("No. KK : 3514120506199001", "number", ("kk",)),
        ("NIK : 3514125206809003", "number", ("ktp",)),
        ("3514125206809003", "bare_number", ("ktp",)),
        ("4556737586899855", None, None),
        ("3514-KM-12052019-9004", "number", ("akta_kematian",)),
        ("3514-XY-12052019-9004", "number", ("akta_kelahiran", "akta_kematian")),
        ("Nama Kepala Keluarga : SITI", "caption", ("kk",)),
        ("Gol. Darah : AB", "caption", ("ktp",)),
        ("bahwa di PASURUAN pada tanggal", "common_caption", ("akta_kelahiran", "akta_kematian")),
        ("ATATAN SIPIL", "common_caption", ("akta_kelahiran", "akta_kematian")),
        ("KARTU K", "caption", ("kk",)),
        ("LAHIRAN", "caption", ("akta_kelahiran",)),
        ("SURAT KETERANGAN KELAHIRAN", "foreign", ()),
        ("KUTIPAN AKTA PERKAWINAN", "foreign", ()),
        ("Berdasarkan Akta Perkawinan Nomor", "foreign", ()),
        ("KARTU IDENTITAS ANAK", "foreign", ()),
        ("KUTIPAN AKTA KLAkuRA", "common_caption", ("akta_kelahiran", "akta_kematian")),
        ("PROVINSI JAWA TIMUR", "province", ("ktp",)),
        ("TOTAL 54.000", None, None),
        ("INVOICE NO. 2031", None, None),
    ],
)
def test_the_match_of_a_line(text, kind, types):
    match = match_line(text)
    assert (match and match.kind, match and match.types) == (kind, types)
