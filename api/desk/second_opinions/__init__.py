"""Second opinions on decided photos of the office's suite."""
