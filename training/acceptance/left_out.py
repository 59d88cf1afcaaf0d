"""Splits labelled sets by the printer, the phone or the light of each shot, to leave one out.

    python -m training.acceptance.left_out phone=linear OUT DIR …

Writes suites of links to photos: OUT/others/DIR, each DIR without that phone, to calibrate the
acceptance model on, and OUT/left_out, the shots of that phone, to evaluate it. The legibility net
is trained without it by `training.legibility.train --without phone=linear`.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ManifestRow = dict[str, Any]
DEFAULT_WORLD = {
    "phone": "plain",
    "light": "usual",
}  # of `specimens draw`, whose manifest has neither key


def is_of_world(row: ManifestRow, world: str) -> bool:
    """Whether a shot is of a world: `printer=html`, `phone=linear`, `light=other`."""
    key, value = world.split("=")
    actual = row.get(key) or (printer_of(row) if key == "printer" else DEFAULT_WORLD[key])
    return bool(actual == value)


def printer_of(row: ManifestRow) -> str:
    return "html" if (row["variant"] or "").startswith("html_") else "canvas"


def shots_of(folder: Path) -> Iterator[tuple[Path, ManifestRow]]:
    """Yield the photo and the row of each shot of a suite."""
    for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield folder / row["file"], row


def write_suite(out: Path, shots: list[tuple[Path, ManifestRow]]) -> None:
    """Write a suite of links to photos."""
    (out / "photos").mkdir(parents=True)
    with (out / "manifest.jsonl").open("w", encoding="utf-8") as manifest:
        for photo, row in shots:
            name = f"photos/{photo.parent.parent.name}_{photo.name}"
            (out / name).symlink_to(photo.resolve())
            manifest.write(json.dumps({**row, "file": name}) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("world")
    parser.add_argument("out", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    options = parser.parse_args()
    shots = {folder.name: list(shots_of(folder)) for folder in options.folders}
    left = [shot for of in shots.values() for shot in of if is_of_world(shot[1], options.world)]
    write_suite(options.out / "left_out", left)
    for name, found in shots.items():
        others = [shot for shot in found if not is_of_world(shot[1], options.world)]
        write_suite(options.out / "others" / name, others)
    print(f"{len(left)} of {sum(map(len, shots.values()))} shots are of {options.world}")


if __name__ == "__main__":
    main()
