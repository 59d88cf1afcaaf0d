"""The WhatsApp channel under a day's photos."""
