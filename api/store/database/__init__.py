"""Connection, encryption and migration of the database."""
