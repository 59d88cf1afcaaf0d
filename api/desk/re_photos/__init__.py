"""Sure re-photo verdicts: seen by reason, confirmed together."""
