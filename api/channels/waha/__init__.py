"""WAHA, a WhatsApp gateway that an office runs itself."""
