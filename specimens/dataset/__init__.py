"""Sets of shots: their plan, each shot with its truth, the manifest."""
