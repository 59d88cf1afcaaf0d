"""What the service says of itself: health, the policy in force, metrics for Prometheus."""
