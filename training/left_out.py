"""Leaves a world out: parts labelled sets by the printer, the phone or the light of each shot.

    python -m training.left_out phone=linear OUT DIR …

Writes suites of links to photos: OUT/others/DIR, each DIR without that phone, to calibrate
`p_accept` on, and OUT/left_out, that phone alone of all of them, to run with it.
`training.legibility --without phone=linear` teaches the legibility net without it.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
USUAL = {"phone": "plain", "light": "usual"}  # of `specimens draw`, which tells neither


def of_world(row: Row, world: str) -> bool:
    """Say whether a shot is of a world: `printer=html`, `phone=linear`, `light=other`."""
    key, value = world.split("=")
    told = row.get(key) or (printer(row) if key == "printer" else USUAL[key])
    return bool(told == value)


def printer(row: Row) -> str:
    return "html" if (row["variant"] or "").startswith("html_") else "canvas"


def rows(folder: Path) -> Iterator[tuple[Path, Row]]:
    """Yield the photo and the row of each shot of a suite."""
    for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield folder / row["file"], row


def write(out: Path, shots: list[tuple[Path, Row]]) -> None:
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
    shots = {folder.name: list(rows(folder)) for folder in options.folders}
    left = [shot for of in shots.values() for shot in of if of_world(shot[1], options.world)]
    write(options.out / "left_out", left)
    for name, found in shots.items():
        others = [shot for shot in found if not of_world(shot[1], options.world)]
        write(options.out / "others" / name, others)
    print(f"{len(left)} of {sum(map(len, shots.values()))} shots are of {options.world}")


if __name__ == "__main__":
    main()
