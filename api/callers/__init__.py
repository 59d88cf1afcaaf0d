"""Who may call: keys with scopes, given by the settings or kept in the database."""
