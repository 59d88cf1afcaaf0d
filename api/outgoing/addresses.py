"""Which network addresses may be called: public ones, and the office's own where configured."""

import ipaddress
import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import urlsplit

Network = IPv4Network | IPv6Network

EMBEDDING = tuple(
    map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
)
"""IPv6 networks whose addresses stand for IPv4 ones, which may be private."""


class Refused(Exception):
    """A call that is not allowed. The code says why; it holds no part of the address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_allowed(address: str, private: Sequence[Network], *, encrypted: bool) -> bool:
    """Return whether a network address may be called.

    It is in one of the `private` networks, or it is public and the connection is encrypted.
    """
    ip: IPv4Address | IPv6Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    if any(ip in network for network in private):
        return True
    public = ip.is_global and not ip.is_multicast and not any(ip in net for net in EMBEDDING)
    return public and encrypted


def literal(url: str) -> tuple[Network, ...]:
    """Return the address that a URL itself names, as a network; empty for a name.

    Who writes an address down means that one; what a name leads to, others may change.
    """
    host = (urlsplit(url).hostname or "").partition("%")[0]
    try:
        return (ipaddress.ip_network(host),)
    except ValueError:
        return ()


def connect(
    host: str, port: int, timeout: float | None, private: Sequence[Network], *, encrypted: bool
) -> socket.socket:
    """Connect to the first allowed address of a host that answers. Raises Refused, OSError.

    The name is resolved once: the connection goes to the very address that was checked.
    """
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    checked = [one for one in found if is_allowed(str(one[4][0]), private, encrypted=encrypted)]
    if not checked:
        raise Refused("address_refused")
    for last, (family, kind, protocol, _, address) in enumerate(checked, 1 - len(checked)):
        one = socket.socket(family, kind, protocol)
        try:
            one.settimeout(timeout)
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            one.connect(address)
        except OSError:
            one.close()
            if last == 0:
                raise
        else:
            return one
    raise AssertionError  # the last address connected or raised
