"""Origins: scheme, host and port of what may be called."""

from urllib.parse import urlsplit

DEFAULT_PORTS = {"https": 443, "http": 80}


def origin(url: str) -> str:
    """Return scheme, host and port of an address, as `https://host:443`. Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or "@" in parts.netloc:
        raise ValueError("not an address such as https://HOST")
    return f"{parts.scheme}://{parts.hostname.lower()}:{parts.port or DEFAULT_PORTS[parts.scheme]}"
