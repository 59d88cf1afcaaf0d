"""Starts the background processes of batches, chats and maintenance, and keeps them alive."""
