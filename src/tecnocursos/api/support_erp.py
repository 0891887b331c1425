"""The provider's own system, from which the bot knows customers, bills and connections."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter
from pydantic import Field, SecretStr
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.schema import Request, Response
from tecnocursos.support import erp_settings
from tecnocursos.support.erp_connections import ErpConnection, ErpKind

router = APIRouter(prefix="/api/v1/support/erp", tags=["support"], route_class=EdgeRoute)

Secret = Annotated[SecretStr, Field(max_length=1000)]
OptionName = Annotated[str, Field(min_length=1, max_length=50, pattern=r"^[a-z_]+$")]


class ErpDetails(Response):
    """What is connected; secrets are never shown again."""

    kind: ErpKind | None = Field(description="Null: nothing is connected")
    base_url: str | None
    option_names: list[str] = Field(description="Which options were given")
    kinds: list[ErpKind] = Field(description="What can be connected here; `example` only where the operator has one")


class ErpChoice(Request):
    """All that is needed, secrets too, whenever anything of it changes."""

    kind: ErpKind = Field(examples=["ixc"])
    base_url: Annotated[str, Field(max_length=500, examples=["https://ixc.fibraboa.com.br"])] = ""
    options: Annotated[
        dict[OptionName, Secret],
        Field(
            max_length=20,
            examples=[{"user": "7", "token": "um-token-de-acesso"}],
            description="User names, tokens and what differs between installations",
            json_schema_extra={
                "additionalProperties": False,
                "patternProperties": {"^[a-z_]{1,50}$": {"type": "string", "maxLength": 1000}},
            },
        ),
    ] = Field(default_factory=dict)


class ErpTrouble(Response):
    code: str
    en: str
    pt: str


class ErpCheck(Response):
    works: bool
    trouble: ErpTrouble | None = Field(description="What went wrong when it was asked")


@router.get("")
def get_erp(session: Session, actor: Actor, platform: Platform) -> ErpDetails:
    """Which system is connected, without its secrets."""
    return _details(platform, erp_settings.find_connection(session, actor))


@router.put("")
def connect_erp(session: Session, actor: Actor, platform: Platform, choice: ErpChoice) -> ErpDetails:
    """Connect the provider's system. Whether it answers is told by the check."""
    connection = ErpConnection(
        kind=choice.kind,
        tenant=str(actor.tenant_id),
        base_url=choice.base_url,
        options={name: value.get_secret_value() for name, value in choice.options.items()},
    )
    erp_settings.connect(session, actor, platform.support, connection)
    return _details(platform, connection)


@router.delete("", status_code=204)
def disconnect_erp(session: Session, actor: Actor) -> None:
    """Forget how it was reached. Customers' demands then go to people."""
    erp_settings.disconnect(session, actor)


@router.post("/check")
def check_erp(session: Session, actor: Actor, platform: Platform) -> ErpCheck:
    """Ask the system for somebody who does not exist, to see whether it answers."""
    trouble = erp_settings.find_trouble(session, actor, platform.support)
    if trouble is None:
        return ErpCheck(works=True, trouble=None)
    told = ErpTrouble(code=trouble.code, en=trouble.message("en-US"), pt=trouble.message("pt-BR"))
    return ErpCheck(works=False, trouble=told)


def _details(platform: Platform, connection: ErpConnection | None) -> ErpDetails:
    offered = [kind for kind in get_args(ErpKind) if kind != "example" or platform.support.settings.example_erp]
    return ErpDetails(
        kind=None if connection is None else connection.kind,
        base_url=None if connection is None else connection.base_url or None,
        option_names=[] if connection is None else sorted(connection.options),
        kinds=offered,
    )
