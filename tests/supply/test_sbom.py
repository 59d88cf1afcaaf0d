"""The bill of materials is valid CycloneDX and leaves nothing out."""

import hashlib
import json

import pytest

from supply.lock import ROOT, pins
from supply.sbom import bill_of_materials


@pytest.fixture(scope="module")
def components():
    """Components by their reference; `bill_of_materials` validates itself."""
    bill = json.loads(bill_of_materials())
    (root,) = bill["dependencies"]
    found = {one["bom-ref"]: one for one in bill["components"]}
    assert root["dependsOn"] == sorted(found)
    return found


def sha256(one):
    (hash_,) = one["hashes"]
    assert hash_["alg"] == "SHA-256"
    return hash_["content"]


def test_it_holds_every_package_of_the_lock_with_hashes(components):
    packages = [one for one in components.values() if "externalReferences" in one]
    assert {f"{one['name']}=={one['version']}" for one in packages} == {
        f"{pin.name}{pin.specifier}" for pin in pins()
    }
    for one in packages:
        assert one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}"
        assert all(reference["hashes"] for reference in one["externalReferences"])
    (flask,) = (one for one in packages if one["name"] == "flask")
    assert flask["licenses"] == [{"license": {"name": "BSD-3-Clause"}}]


def test_it_holds_every_model_as_it_is(components):
    models = {ref: one for ref, one in components.items() if ref.startswith("models/")}
    files = {*(ROOT / "models").rglob("*.onnx"), *(ROOT / "models").rglob("*.npz")}
    assert {str(file.relative_to(ROOT)) for file in files} < models.keys()
    for ref, one in models.items():
        assert hashlib.sha256((ROOT / ref).read_bytes()).hexdigest() == sha256(one)


def test_it_holds_every_vendored_file_as_it_is(components):
    folder = ROOT / "api" / "static" / "vendor"
    vendored = {ref: one for ref, one in components.items() if ref.startswith("vendor/")}
    kinds = {".js", ".css", ".wasm"}
    files = {f"vendor/{file.name}" for file in folder.iterdir() if file.suffix in kinds}
    assert files == vendored.keys()
    for ref, one in vendored.items():
        file = folder / ref.removeprefix("vendor/")
        assert hashlib.sha256(file.read_bytes()).hexdigest() == sha256(one)
        assert one["version"] in file.name
        assert one["licenses"]
    assert {one["purl"] for one in vendored.values()} >= {"pkg:npm/%40picocss/pico@2.1.1"}


def test_it_names_what_debian_brings(components):
    purls = {one.get("purl") for one in components.values()}
    assert {"pkg:deb/debian/python3", "pkg:deb/debian/tesseract-ocr"} <= purls
