"""Rows of `/check`."""

from sqlalchemy import Column, Double, Index, Integer, Table, UniqueConstraint

from api.store.tables.columns import CODE_TYPE, ID_TYPE, JSON_TYPE, MAC_TYPE, METADATA, TEXT_TYPE

CHECKS = Table(  # one row per /check
    "checks",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),
    Column("at", Double, nullable=False),
    Column("owner", TEXT_TYPE, nullable=False),  # the key's name
    Column("line", TEXT_TYPE),
    Column("reference_mac", MAC_TYPE),
    Column("file_mac", MAC_TYPE, nullable=False),
    Column("call_mac", MAC_TYPE),  # of the file with its page and the types asked for
    Column("asked", JSON_TYPE, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("type", CODE_TYPE),
    Column("verdict", CODE_TYPE),
    Column("next", CODE_TYPE),
    Column("p_accept", Double),
    Column("reason", CODE_TYPE),  # the first reason
    Column("error", CODE_TYPE),  # why there is no verdict
    Column("reasons", JSON_TYPE, nullable=False),
    Column("notes", JSON_TYPE, nullable=False),
    Column("measures", JSON_TYPE, nullable=False),
    Column("number_state", CODE_TYPE),
    Column("took_ms", Integer),
    Column("version", JSON_TYPE, nullable=False),
    Column("service", TEXT_TYPE),  # copied from version, for statistics
    Column("policy", TEXT_TYPE),
    UniqueConstraint("owner", "reference_mac", "attempt", "call_mac"),
    Index(None, "reference_mac", "at"),
    Index(  # covers the queries of statistics
        "ix_checks_seen",
        *("at", "verdict", "line", "type", "reason", "service", "policy"),
        *("reference_mac", "took_ms"),
    ),
)
