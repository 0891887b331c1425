"""Which address a request comes from. What it says of that itself is believed only from proxies in the settings."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import Final

from starlette.requests import HTTPConnection

from tecnocursos.config import ServerSettings

UNKNOWN: Final = "unknown"
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network


def client_address(connection: HTTPConnection, server: ServerSettings) -> str:
    """The address of whoever sends this, as text; `unknown` where there is none (a socket of this machine).

    The way leads from the peer outwards through trusted proxies: the last address in X-Forwarded-For that is not a
    proxy of ours was seen by one that is. Everything before it could be made up.
    """
    peer = _address(connection.client.host) if connection.client else None
    if not server.trusted_proxies or not _is_within(peer, server.trusted_proxies):
        return str(peer or UNKNOWN)
    forwarded = ",".join(connection.headers.getlist("x-forwarded-for"))
    for hop in reversed([hop.strip() for hop in forwarded.split(",") if hop.strip()]):
        address = _address(hop)
        if address is None:
            break
        peer = address
        if not _is_within(address, server.trusted_proxies):
            break
    return str(peer or UNKNOWN)


def network_of(address: str) -> str:
    """What is counted as one place: an IPv4 address, or the /64 of an IPv6 address, all of which one house has."""
    return _around(address, 64) or address


def site_of(address: str) -> str | None:
    """The /48 of an IPv6 address, which a provider may give to one customer: 65 536 places by `network_of`."""
    return _around(address, 48)


def _around(address: str, length: int) -> str | None:
    known = _address(address)
    if not isinstance(known, ipaddress.IPv6Address):
        return None
    return str(ipaddress.ip_network((known, length), strict=False))


def _address(text: str) -> IPAddress | None:
    if text.startswith("["):
        bare = text[1:].partition("]")[0]
    else:
        bare = text.partition(":")[0] if text.count(":") == 1 else text
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_within(address: IPAddress | None, networks: Iterable[str]) -> bool:
    return address is not None and any(address in ipaddress.ip_network(network, strict=False) for network in networks)
