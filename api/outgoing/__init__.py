"""The only way out: calls to configured hosts alone, bounded in size and time."""
