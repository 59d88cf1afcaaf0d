"""How fast the desk's pages are, by the number of photos in the database."""
