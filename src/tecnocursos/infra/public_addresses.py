"""HTTP to addresses that somebody else chose: over TLS, to public addresses only, so that nobody reaches what stands
beside this server.

A name is resolved once for each request, and the connection goes to the address that was looked at: what the name says
a moment later does not matter. Redirects pass the same way. Proxies are not used, since they would resolve anew.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Final

import httpx2

_EMBEDS_ANOTHER: Final = tuple(ipaddress.ip_network(block) for block in ("64:ff9b::/96", "2001::/32", "2002::/16"))
"""Translation and tunnels: what they lead to may be private."""


class NotPublic(Exception):
    """The address is not to be reached from here; it is not told which one it was."""


class PublicTransport(httpx2.BaseTransport):
    """Thread-safe. Raises NotPublic."""

    def __init__(self) -> None:
        self._transport = httpx2.HTTPTransport(trust_env=False)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        if url.scheme != "https":
            raise NotPublic
        address = resolve_public(url.host, url.port or 443)
        # The name stays in the Host header, and in what the certificate must be for.
        request.url = url.copy_with(host=address)
        request.extensions = {**request.extensions, "sni_hostname": url.host}
        try:
            return self._transport.handle_request(request)
        finally:
            request.url = url

    def close(self) -> None:
        self._transport.close()


def resolve_public(host: str, port: int) -> str:
    """An address of the host, all of which are public. Raises NotPublic, httpx2.ConnectError where there is none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise httpx2.ConnectError("the name is not known") from None
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(is_public(address) for address in addresses):
        raise NotPublic
    return addresses[0]


def is_public(address: str) -> bool:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            parsed = parsed.ipv4_mapped
        elif any(parsed in block for block in _EMBEDS_ANOTHER):
            return False
    return parsed.is_global and not parsed.is_multicast
