import pytest

from precheck.document.titles import title_of


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
        ("", None),
    ],
)
def test_title_tells_the_type(text, type_):
    assert title_of(text) == type_
