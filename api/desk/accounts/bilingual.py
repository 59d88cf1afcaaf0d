"""Errors of forms, which a person reads at once."""


class Bilingual(Exception):
    """An error whose text exists in Bahasa Indonesia too; str(error) is English."""

    def __init__(self, english: str, indonesian: str = "") -> None:
        """Keep both texts; without an Indonesian one the error's code has words of its own."""
        super().__init__(english)
        self.indonesian = indonesian
