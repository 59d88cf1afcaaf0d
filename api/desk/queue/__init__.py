"""The officers' queue: one photo after the other, each decided with one key."""
