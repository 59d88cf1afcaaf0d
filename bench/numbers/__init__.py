"""`make numbers`: how often the number is read, on shots of the test world drawn for it alone."""
