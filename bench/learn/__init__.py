"""A simulated office that learns from its officers: error rates before and after."""
