"""Entries of the audit trail."""

from api.store import audit_trail


def acts(desk, act):
    with desk.store.reading() as connection:
        return audit_trail.latest(connection, wanted=audit_trail.AuditFilter(act=act))
