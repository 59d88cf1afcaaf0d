"""Statistics of verdicts and of officers' decisions."""
