"""Whether this installation plays WhatsApp itself, and the example of a provider that comes with the product."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tecnocursos.config import Settings
from tecnocursos.config.values import web_address
from tecnocursos.infra.keyring import Keyring
from tecnocursos.simulator.control import Control
from tecnocursos.support.adapters.fake_erp_file import read_erp_file
from tecnocursos.support.parts import ExamplePerson, ExampleProvider, LocalWhatsApp
from tecnocursos.support.phones import international

_PEOPLE: Final = 6
_PACKAGE: Final = Path(__file__).parents[1]
_PLACES: Final = (_PACKAGE / "examples/provedor", _PACKAGE.parents[1] / "examples/provedor")
"""In an installed package, and beside the source."""


def with_simulator(settings: Settings) -> Settings:
    """The settings with what was left empty of the simulator filled in."""
    whatsapp = settings.whatsapp
    runs = _is_on_this_machine_only(settings) if whatsapp.simulator is None else whatsapp.simulator
    example = whatsapp.example_erp
    if example is None and runs:
        example = next((place / "erp.yaml" for place in _PLACES if (place / "erp.yaml").is_file()), None)
    return settings.model_copy(
        update={"whatsapp": whatsapp.model_copy(update={"simulator": runs, "example_erp": example})}
    )


def control_key(keyring: Keyring) -> str:
    """Opens the control API of the local WhatsApp server; the same in all processes of an installation."""
    return keyring.derive("whatsapp simulator").hex()


@contextmanager
def local_whatsapp(settings: Settings, keyring: Keyring) -> Iterator[LocalWhatsApp | None]:
    if not settings.whatsapp.simulator:
        yield None
        return
    control = Control(settings.whatsapp.simulator_url, control_key(keyring))
    try:
        yield LocalWhatsApp(control, web_address(settings.server.host, settings.server.port))
    finally:
        control.close()


def example_reader(settings: Settings) -> Callable[[], ExampleProvider] | None:
    path = settings.whatsapp.example_erp
    return None if path is None else lambda: _read(path)


def _read(path: Path) -> ExampleProvider:
    """Raises ErpFileUnreadable."""
    found = read_erp_file(path)
    people = [
        ExamplePerson(one.name, international(one.phones[0]), one.document) for one in found.customers if one.phones
    ]
    return ExampleProvider(
        name=found.receiver.title(),
        articles=tuple(sorted((path.parent / "artigos").glob("*.md"))),
        people=tuple(people[:_PEOPLE]),
    )


def _is_on_this_machine_only(settings: Settings) -> bool:
    url, server = settings.database.url, settings.server
    hosts = (server.host, urlsplit(server.address).hostname or "")
    return (not url or url.startswith("sqlite")) and all(map(_is_loopback, hosts))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
