"""What of the print is lost: expected (where print belongs), seen (could it be read there)."""
