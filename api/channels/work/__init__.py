"""The worker processes of the channels: they handle the inbox and send the outbox."""
