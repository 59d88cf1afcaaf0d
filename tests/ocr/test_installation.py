"""What is installed of tesseract, and the error that names what is missing."""

import pytest

from precheck.errors import ToolMissing
from precheck.ocr import installation as tools
from precheck.ocr.installation import languages, require_tesseract


def test_a_missing_language_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(tools, "tessdata", lambda: tmp_path)
    assert languages() == ()
    with pytest.raises(ToolMissing, match="apt-get install tesseract-ocr-ind"):
        require_tesseract()


def test_languages_are_found_in_tesseracts_folder():
    assert "ind" in languages()
    assert (tools.tessdata() / "ind.traineddata").exists()
