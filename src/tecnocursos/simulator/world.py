"""The whole of it: the numbers, the time there, and who brings updates."""

from __future__ import annotations

from tecnocursos.simulator.clock import VirtualClock
from tecnocursos.simulator.courier import Courier
from tecnocursos.simulator.customers import Customers
from tecnocursos.simulator.state import Number


class World:
    """Made within the event loop that it lives in."""

    def __init__(self, base_url: str) -> None:
        """`base_url` leads here, e.g. http://127.0.0.1:8090."""
        self.base_url = base_url
        self.clock = VirtualClock()
        self.courier = Courier(self.clock)
        self.numbers: dict[str, Number] = {}
        self.customers = Customers(self.clock, self.courier, base_url)
