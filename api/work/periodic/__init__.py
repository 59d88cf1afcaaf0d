"""What is done every so often: deletion by age, dead photos, settled submissions, callbacks."""
