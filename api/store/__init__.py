"""The database: batches, photos, checks, decisions, accounts and the audit trail.

`Store.open(settings)` in `database/store.py` opens it. All other functions run inside a
transaction: `with store.writing() as connection: batches.create(connection, …)`.
"""
