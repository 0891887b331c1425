"""Which address a request is taken to come from."""

from __future__ import annotations

import pytest
from starlette.requests import HTTPConnection

from tecnocursos.api.addresses import client_address, network_of, site_of
from tecnocursos.config import ServerSettings

PROXIES = ("10.0.0.0/8", "fd00::/8")


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # not a proxy of ours: what it says is made up
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"),  # the first one is the client's own invention
        ("10.0.0.1", "192.0.2.66, 198.51.100.1, 10.0.0.7", "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1, nonsense", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1:4711", "198.51.100.1"),
        ("fd00::1", "[2001:db8::1]:443", "2001:db8::1"),
        ("::ffff:10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"),
    ],
)
def test_only_proxies_of_ours_are_believed(peer: str, forwarded: str, address: str) -> None:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    connection = HTTPConnection({"type": "http", "client": (peer, 1), "headers": headers})
    assert client_address(connection, ServerSettings(trusted_proxies=PROXIES)) == address


def test_without_proxies_nothing_is_believed() -> None:
    connection = HTTPConnection(
        {"type": "http", "client": ("10.0.0.1", 1), "headers": [(b"x-forwarded-for", b"198.51.100.1")]}
    )
    assert client_address(connection, ServerSettings()) == "10.0.0.1"


def test_an_ipv6_house_is_one_place() -> None:
    assert network_of("2001:db8:0:1::7") == network_of("2001:db8:0:1:ffff::9") == "2001:db8:0:1::/64"
    assert network_of("198.51.100.1") == "198.51.100.1"
    assert site_of("2001:db8:0:1::7") == site_of("2001:db8:0:2::7") == "2001:db8::/48"
    assert site_of("198.51.100.1") is site_of("unknown") is None
