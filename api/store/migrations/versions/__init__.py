"""In order: `down_revision` names the one before."""
