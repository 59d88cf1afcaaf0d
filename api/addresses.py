"""Addresses of hosts and of servers."""

import ipaddress
from typing import Annotated

from pydantic import AfterValidator, SecretStr


def _one_at_sign(address: SecretStr) -> SecretStr:
    """Refuse an @ in the password: what follows it is taken for the host, and shown in errors."""
    if address.get_secret_value().count("@") > 1:
        raise ValueError("write an @ of its password as %40")
    return address


ServerAddress = Annotated[SecretStr, AfterValidator(_one_at_sign)]
"""Kind, user, password and host of a server, as a URL."""


def is_loopback(host: str) -> bool:
    """Return whether the host is reachable from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
