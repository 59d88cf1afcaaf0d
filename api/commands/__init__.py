"""The commands of `precheck-api`, by subject."""
