"""What was learned from officers' decisions: shown, adopted, and taken back."""
