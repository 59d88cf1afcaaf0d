"""The service under more calls than it can serve."""
