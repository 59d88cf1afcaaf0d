"""The commands `precheck-api suite`."""

import json
from collections import Counter
from pathlib import Path

import click

from api.commands.stores import OPERATOR, open_store
from api.store import audit_trail, office_suite
from api.store.office_suite import Labelled
from precheck.decode.signature import sniff

MANIFEST, PHOTOS = "manifest.jsonl", "photos"


@click.group()
def suite() -> None:
    """Export the suite that the office's own decisions make (setting suite_days)."""


@suite.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write the photos with two opinions into FOLDER, for `precheck suite run`.

    The pictures are not encrypted there. The audit trail notes the export.
    """
    manifest = folder / MANIFEST
    if manifest.exists():
        raise click.ClickException(
            f"{folder} holds a suite already. Name another folder, or delete that suite first."
        )
    with open_store() as store:
        with store.writing() as connection:
            photos = office_suite.counts(connection).labelled
            if not photos:
                raise click.ClickException(
                    "No photo has two opinions yet. Officers give the second at "
                    "/desk/second-opinion."
                )
            detail = {"of": "suite", "photos": photos}
            audit_trail.add(connection, OPERATOR, "export", None, detail)
        for made in (folder, folder / PHOTOS):
            made.mkdir(mode=0o700, parents=True, exist_ok=True)  # for the operator alone
        with store.reading() as connection:
            rows = [_written(folder, one) for one in office_suite.labelled(connection, store.vault)]
    manifest.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    labels = Counter(row["label"] for row in rows).most_common()
    listed = ", ".join(f"{count} {label}" for label, count in labels)
    click.echo(f"{len(rows)} photos in {folder}, not encrypted: {listed}.")


def _written(folder: Path, one: Labelled) -> dict[str, str]:
    """Write a photo; return its row of the manifest."""
    file = folder / PHOTOS / f"{one.id}.{sniff(one.data)}"
    file.touch(mode=0o600)
    file.write_bytes(one.data)
    return {
        "file": f"{PHOTOS}/{file.name}",
        "type": one.type,
        "label": one.label,
        "world": "doubtful" if one.doubtful else "sure",
    }
