"""The desk speaks one language at a time."""

import pytest

PAGES = ["/", "/queue", "/photos", "/checks", "/figures", "/trail", "/password"]


@pytest.mark.parametrize(
    ("chosen", "shown", "hidden"),
    [
        (None, "Beranda", "Home"),
        ("id", "Beranda", "Home"),
        ("en", "Home", "Beranda"),
        ("xx", "Beranda", "Home"),
    ],
)
def test_the_chosen_language_alone_is_shown(sri, chosen, shown, hidden):
    if chosen:
        sri.post("/language", lang=chosen)
    page = sri.get("/home").text
    assert f"<h1>{shown}</h1>" in page
    assert f'<html lang="{"en" if chosen == "en" else "id"}"' in page
    assert hidden not in page


@pytest.mark.parametrize(
    ("to", "where"),
    [
        ("/desk/photos?q=a", "/desk/photos?q=a"),
        ("/desk/?", "/desk/"),
        ("//evil.example/", "/desk/"),
        ("", "/desk/"),
        ("/desk/\r\nSet-Cookie: a=b", "/desk/"),
        ("/desk/..//evil.example", "/desk/"),
    ],
)
def test_after_the_choice_the_same_page_is_shown(sri, to, where):
    assert sri.post("/language", lang="en", to=to).headers["Location"] == where


def test_a_language_that_is_none_is_no_part_of_the_cookie(sri):
    answer = sri.post("/language", lang="en\r\nX: y; Domain=evil.example")
    assert answer.status_code == 302
    assert "precheck_lang=id;" in answer.headers["Set-Cookie"]
