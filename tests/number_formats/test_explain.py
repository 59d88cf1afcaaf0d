from datetime import date

from precheck.number_formats.explain import explain

TODAY = date(2026, 11, 24)


def test_a_womans_nik_is_only_a_nik():
    text = "\n".join(explain("3514124506809001", TODAY))
    assert "may be a NIK" in text
    assert "born:       1980-06-05" in text
    assert "Kabupaten Pasuruan, Jawa Timur" in text
    assert "not a Family Card number" in text


def test_a_number_of_two_kinds_is_explained_as_both():
    text = "\n".join(explain("3514120506199001", TODAY))
    assert "may be a Family Card number" in text
    assert "may be a NIK" in text


def test_an_akta_number_names_its_event_and_oddities():
    text = "\n".join(explain("3201-XY-12052019-9001", TODAY))
    assert "XY (unknown)" in text
    assert "none of this service's own" in text


def test_an_old_akta_number_names_its_year():
    assert "  year:       2008" in explain("1234/IST/2008", TODAY)


def test_a_blanko_serial_is_named():
    assert "serial of the security paper" in explain("AL. 705.0123456", TODAY)[-1]
