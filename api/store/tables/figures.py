"""Sums of the days that are over, so that nothing need read their photos again."""

from sqlalchemy import Column, Double, Table

from api.store.tables.columns import JSON_TYPE, METADATA

FIGURE_DAYS = Table(
    "figure_days",
    METADATA,
    Column("begin", Double, primary_key=True, autoincrement=False),  # local midnight
    Column("sums", JSON_TYPE, nullable=False),  # what `desk.figures.days` made of them
)

DRIFT_DAYS = Table(
    "drift_days",
    METADATA,
    Column("begin", Double, primary_key=True, autoincrement=False),  # local midnight
    Column("counts", JSON_TYPE, nullable=False),  # photos by characteristic and bin: `api.drift`
)
