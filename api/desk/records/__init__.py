"""Read-only pages: the audit trail, decisions, settings in force."""
