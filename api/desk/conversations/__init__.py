"""Conversations with citizens: officers read and answer in the chat."""
