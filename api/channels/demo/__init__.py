"""A chat without WhatsApp: the page `/demo`, and `precheck-api chat` in a terminal.

The same inbox, dialogue and outbox as in WhatsApp; a message is handled in the caller's request.
"""
