"""The surfaces under the sheets."""
