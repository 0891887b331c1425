"""Which system a provider has, and how it is reached."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tecnocursos.kit.value import Value

ErpKind = Literal["example", "hubsoft", "sgp", "ixc"]


class ErpConnection(Value):
    """Kept encrypted; the example needs neither address nor secrets."""

    kind: ErpKind
    tenant: str
    """The tenant's id: the example keeps what was done to it for each tenant apart."""
    base_url: str = ""
    """Of the provider's installation, https://…"""
    options: dict[str, str] = Field(default_factory=dict)
    """User names, tokens and what differs between installations, by the names that the adapter gives them."""
