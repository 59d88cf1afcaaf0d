"""Random streams by topic, and random fields and colours drawn from them."""
