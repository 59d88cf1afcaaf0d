"""Accounts, passwords, sessions and rights of the people at the desk."""
