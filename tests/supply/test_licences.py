"""Every package that the service runs with has a licence that somebody has allowed."""

import re

import pytest
from packaging.utils import canonicalize_name

from supply import licences
from supply.licences import FILE, UnwantedLicence, licence_of_package, licences_page
from supply.lock import ROOT, names_here, pins


def test_the_page_is_up_to_date_and_names_every_package():
    assert FILE.read_text() == licences_page(), "call make licences, and read what changed"
    text = FILE.read_text()
    rows = {canonicalize_name(name) for name in re.findall(r"^\| (\S+)", text, re.MULTILINE)}
    assert set(names_here()) <= rows
    others = {pin.name for pin in pins()} - set(names_here())
    assert all(f"`{name}`" in text for name in others)


@pytest.mark.parametrize("licence", ["LGPL-3.0-only", "Mozilla Public License 2.0 (MPL 2.0)"])
def test_a_licence_that_nobody_has_allowed_fails_with_its_name(licence, tmp_path, monkeypatch):
    project = (ROOT / "pyproject.toml").read_text()
    assert project.count(f"\n{licence};\\\n") == 1
    (tmp_path / "pyproject.toml").write_text(project.replace(f"\n{licence};\\\n", "\n"))
    monkeypatch.setattr(licences, "ROOT", tmp_path)
    with pytest.raises(UnwantedLicence, match=re.escape(licence)):
        licences_page()


def test_a_package_without_a_licence_fails(monkeypatch):
    licence_of_package()
    monkeypatch.setattr(licences, "names_here", lambda: ["precheck"])  # it has none
    with pytest.raises(UnwantedLicence, match="UNKNOWN"):
        licence_of_package()
