"""If-Match: a change says which version it was made from, so that two people cannot overwrite one another."""

from __future__ import annotations

from typing import Annotated

from fastapi import Header

from tecnocursos.kit.errors import Conflict, Invalid


class PreconditionMissing(Invalid):
    code = "precondition_missing"
    en = 'Say which version you changed, in a header such as If-Match: "3" (the ETag that you were given).'
    pt = 'Diga qual versão você alterou, num cabeçalho como If-Match: "3" (o ETag que você recebeu).'


class VersionChanged(Conflict):
    code = "version_changed"
    en = "Somebody changed this after you read it. Read it again and repeat your change."
    pt = "Alguém alterou isto depois que você leu. Leia de novo e repita a sua alteração."


IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", description='The ETag of the version that is changed, e.g. "3"', examples=['"3"']),
]


def etag(version: int) -> str:
    return f'"{version}"'


def require_version(if_match: str | None, version: int) -> None:
    """Raise PreconditionMissing or VersionChanged unless `if_match` names `version` (`*` names any).

    The comparison is the strong one (RFC 9110): a weak tag never guards a change.
    """
    if if_match is None:
        raise PreconditionMissing
    named = tags_of(if_match)
    if "*" not in named and etag(version) not in named:
        raise VersionChanged


def is_unchanged(if_none_match: str | None, version: int) -> bool:
    """Whether the client has this version already (the weak comparison)."""
    if if_none_match is None:
        return False
    named = tags_of(if_none_match)
    return "*" in named or etag(version) in {tag.removeprefix("W/") for tag in named}


def tags_of(header: str) -> set[str]:
    return {tag.strip() for tag in header.split(",")}
