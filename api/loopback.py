"""Addresses that are reachable from this machine alone."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Return whether the host is reachable from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
