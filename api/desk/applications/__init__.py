"""Applications at the desk: their list, the page of one, what officers do with it, its archive."""
