"""Calibrations that were learned from officers' decisions."""

from sqlalchemy import Column, Double, Integer, Table

from api.store.tables.columns import CODE_TYPE, ID_TYPE, JSON_TYPE, METADATA, TEXT_TYPE

CALIBRATIONS = Table(
    "calibrations",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),  # its name is office-NUMBER
    Column("made_at", Double, nullable=False),
    Column("models", TEXT_TYPE, nullable=False),  # the release that it changes
    Column("decisions", Integer, nullable=False),
    Column("parameters", JSON_TYPE, nullable=False),  # slope, offset, offsets
    Column("figures", JSON_TYPE, nullable=False),  # what `precheck.learning` found
    Column("state", CODE_TYPE, nullable=False),  # nothing | proposed | adopted | retired
    Column("who", TEXT_TYPE),  # who adopted it or went back
    Column("changed_at", Double),
    Column("replaced", ID_TYPE),  # what was in force before; null: the release's
)
