"""Reads the number of every shot of a drawn set, and writes the evidence of each reading.

    python -m training.number_confidence.evidence SET OUT.jsonl

The sheet is rectified by its true corners with the errors of a detector. Each line of OUT has file,
kind, state, right, index (legibility of the number) and, for a well-formed number, the features of
Evidence.
"""

import argparse
import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from precheck.capture import Points, Sheet, Zone
from precheck.decode.file import decode
from precheck.number.extract import extract
from precheck.number_formats.formats import NUMBER_FORMATS
from precheck.ocr.tesseract import Reader, open_reader
from precheck.office.document_type import Document
from precheck.office.documents import document_types
from precheck.sheet.rectify import rectify as flattened

CORNER_JITTER = 0.006  # standard deviation of a corner, in sheet sides

Row = dict[str, Any]


def documents() -> dict[str, Document]:
    """Return each type that has a number."""
    return {type_: one for type_, one in document_types().items() if one.number}


def number_zone(document: Document, variant: str) -> Zone:
    """Return the number's zone on the form of a specimen."""
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


def evidence_row(folder: Path, row: Row, document: Document, reader: Reader, jitter: float) -> Row:
    kind, zone = document.number, number_zone(document, row["variant"])
    photo = decode((folder / row["file"]).read_bytes())
    page = flattened(photo, Sheet(quad=corners(row, jitter), confidence=1.0), 0)
    extraction = extract(page, kind, zone, reader)
    number, truth = extraction.number, NUMBER_FORMATS[kind].compact(row["number"].replace("–", "-"))
    answer = {
        "file": row["file"], "variant": row["variant"], "cause": row["cause"],
        "label": row["label"], "index": row["number_index"], "kind": kind,
        "state": number.state, "confidence": number.confidence, "told": extraction.text,
        "truth": truth, "right": extraction.text == truth,
    }  # fmt: skip
    return answer | (asdict(extraction.evidence) if extraction.evidence else {})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--jitter", type=float, default=CORNER_JITTER)
    parser.add_argument("--limit", type=int, default=1_000_000)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    known, reader = documents(), open_reader()
    with options.out.open("w") as out:
        for count, row in enumerate(rows(options.set)):
            if count == options.limit:
                break
            out.write(
                json.dumps(
                    evidence_row(options.set, row, known[row["type"]], reader, options.jitter)
                )
            )
            out.write("\n")
            out.flush()


if __name__ == "__main__":
    main()
