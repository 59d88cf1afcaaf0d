"""Conversations in chat channels: inbox, outbox, leases, retention."""
