"""Sums of the days that are over, so that statistics need not read their photos again."""

from sqlalchemy import Column, Double, Table

from api.store.tables.columns import JSON_TYPE, METADATA

FIGURE_DAYS = Table(
    "figure_days",
    METADATA,
    Column("begin", Double, primary_key=True, autoincrement=False),  # local midnight
    Column("sums", JSON_TYPE, nullable=False),  # what `desk.figures.days` made of them
)
