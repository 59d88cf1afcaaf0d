"""Read the number of every shot of a drawn set, and write what speaks for each reading.

    python -m training.number_evidence SET OUT.jsonl

The sheet is flattened upright by its true corners, by default a little off, as a sheet found in the
photo is. Each line of OUT holds file, kind, state, right, index (legibility of the number) and,
where a well-formed number was found, the features of Evidence.
"""

import argparse
import json
import tomllib
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from precheck.capture import Points, Sheet, Zone
from precheck.decode import decode
from precheck.documents import Document
from precheck.extract import extract
from precheck.flatten import page as flattened
from precheck.models_dir import MODELS
from precheck.numbers import FORMATS
from precheck.read import Reader, open_reader

JITTER = 0.006  # share of a side that a found corner is off by

Row = dict[str, Any]


def documents() -> dict[str, Document]:
    """Return each type that has a number."""
    files = sorted((MODELS / "documents").glob("*.toml"))
    known = [Document.model_validate(tomllib.loads(path.read_text())) for path in files]
    return {one.type: one for one in known if one.number}


def number_zone(document: Document, variant: str) -> Zone:
    """Return where the form that a specimen shows has its number."""
    only, *others = document.forms
    form = next((form for form in others if variant.endswith(form)), only)
    return next(zone for zone in document.must_read(form) if zone.field == "number")


def rows(folder: Path) -> Iterator[Row]:
    for path in sorted((folder / "rows").glob("*.json")):
        row = json.loads(path.read_text())
        if row["number"] and row["number_quad"] and row["number_index"] is not None:
            yield row


def corners(row: Row, jitter: float) -> Points:
    quad = np.array(row["quad"], np.float32)
    rng = np.random.default_rng(zlib.crc32(row["file"].encode()))
    side = np.linalg.norm(quad - np.roll(quad, 1, axis=0), axis=1).mean()
    return (quad + rng.normal(0, jitter, (4, 2)) * side).astype(np.float32)


def told(folder: Path, row: Row, document: Document, reader: Reader, jitter: float) -> Row:
    kind, zone = document.number, number_zone(document, row["variant"])
    photo = decode((folder / row["file"]).read_bytes())
    page = flattened(photo, Sheet(quad=corners(row, jitter), confidence=1.0), 0)
    extraction = extract(page, kind, zone, reader)
    number, truth = extraction.number, FORMATS[kind].compact(row["number"].replace("–", "-"))
    answer = {
        "file": row["file"],
        "variant": row["variant"],
        "cause": row["cause"],
        "label": row["label"],
        "index": row["number_index"],
        "kind": kind,
        "state": number.state,
        "confidence": number.confidence,
        "told": extraction.text,
        "truth": truth,
        "right": extraction.text == truth,
    }
    return answer | (asdict(extraction.evidence) if extraction.evidence else {})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--jitter", type=float, default=JITTER)
    parser.add_argument("--limit", type=int, default=1_000_000)
    given = parser.parse_args()
    cv2.setNumThreads(1)
    known, reader = documents(), open_reader()
    with given.out.open("w") as out:
        for count, row in enumerate(rows(given.set)):
            if count == given.limit:
                break
            out.write(json.dumps(told(given.set, row, known[row["type"]], reader, given.jitter)))
            out.write("\n")
            out.flush()


if __name__ == "__main__":
    main()
