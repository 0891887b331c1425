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


def require_version(if_match: str | None, version: int) -> None:
    """Raise PreconditionMissing or VersionChanged unless `if_match` names `version` (`*` names any)."""
    if if_match is None:
        raise PreconditionMissing
    tags = {tag.strip() for tag in if_match.split(",")}
    if "*" not in tags and f'"{version}"' not in tags:
        raise VersionChanged
