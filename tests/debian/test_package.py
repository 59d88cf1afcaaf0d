"""The package itself, as Debian's tools read it."""

import subprocess

import pytest

from tests.setup.conftest import ROOT

pytestmark = pytest.mark.debian


def told(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_lintian_finds_no_error(package):
    done = told("lintian", "--allow-root", "--fail-on", "error", package)
    assert done.returncode == 0, done.stdout


def test_it_asks_for_the_packages_that_serving_needs(package):
    depends = told("dpkg-deb", "--field", package, "Depends").stdout
    names = {one.split()[0] for one in depends.split(",")}
    assert names >= set((ROOT / "setup" / "packages-serve.txt").read_text().split())


def test_nothing_in_it_is_writable_or_runs_with_rights_for_others(package):
    listed = told("dpkg-deb", "--contents", package).stdout.splitlines()
    assert len(listed) > 1000
    for line in listed:
        mode, owner = line.split()[:2]
        assert owner == "root/root", line
        assert mode[0] == "l" or (mode[8] == "-" and "s" not in mode), line


def test_no_settings_are_its_own_so_that_no_upgrade_asks_about_them(package):
    held = told("dpkg-deb", "--contents", package).stdout
    assert "./usr/share/precheck/precheck.toml" in held
    assert "./etc/" not in held
