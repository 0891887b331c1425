"""The first person of a server, made by whoever runs it. Loaded only by `tecnocursos setup`."""

from __future__ import annotations

from pydantic import BaseModel, ValidationError

from tecnocursos.accounts.schemas import EmailAddress, Name, Password
from tecnocursos.accounts.signing_up import create_first_owner
from tecnocursos.bootstrap.platform import build
from tecnocursos.cli.errors import AnswerInvalid
from tecnocursos.cli.language import terminal_language
from tecnocursos.config import Settings


class FirstOwner(BaseModel):
    email: EmailAddress
    name: Name
    password: Password
    tenant_name: Name


def make_first_owner(settings: Settings, **answers: str) -> None:
    """Make the owner and the first tenant. Raises AnswerInvalid, AlreadySetUp, PasswordTooShort, PasswordTooCommon."""
    try:
        wanted = FirstOwner.model_validate(answers)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        raise AnswerInvalid(field=first["loc"][0], reason=first["msg"]) from None
    with build(settings) as platform, platform.database.transaction(None) as session:
        create_first_owner(
            session,
            platform.accounts.passwords,
            email=wanted.email,
            name=wanted.name,
            password=wanted.password,
            tenant_name=wanted.tenant_name,
            language="en-US" if terminal_language() == "en" else "pt-BR",
        )
