"""What is counted for Prometheus: `definitions` names it, `record` counts it."""
