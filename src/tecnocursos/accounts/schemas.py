"""The kinds of text that accounts takes."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    EmailStr,
    Field,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

from tecnocursos.accounts.password_rules import MOST_CHARACTERS
from tecnocursos.kit.field_errors import field_error

_JOINERS: Final = re.compile("[\u200d\ufe0e\ufe0f]")
"""They make one sign of several, e.g. a woman at a computer."""


def _one_line_without_links(text: str) -> str:
    """Names stand in mails to strangers: they carry no links, and break no line."""
    if not _JOINERS.sub("", text).isprintable() or "://" in text or "www." in text.lower():
        raise field_error(
            "name_unfit",
            "A name is one line of printable characters without a link",
            "Um nome é uma linha de caracteres imprimíveis, sem endereço de página",
        )
    return text


def _email_address(value: Any, validate: ValidatorFunctionWrapHandler) -> str:
    try:
        return str(validate(value))
    except ValidationError as error:
        if error.errors()[0]["type"] != "value_error":
            raise
        # The library's reasons are English, and many.
        raise field_error(
            "email_address", "Input should be an e-mail address", "Deve ser um endereço de e-mail"
        ) from None


EmailAddress = Annotated[
    EmailStr,
    WrapValidator(_email_address),
    AfterValidator(str.lower),
    Field(max_length=320, examples=["ana@fibraboa.com.br"]),
]
Name = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_one_line_without_links)]
# Passwords are taken as they are typed, spaces at their ends included.
Password = Annotated[
    str,
    StringConstraints(strip_whitespace=False, min_length=1, max_length=MOST_CHARACTERS),
    Field(examples=["quatro cavalos azuis"]),
]
Token = Annotated[str, Field(min_length=1, max_length=500)]
Code = Annotated[
    str, Field(min_length=6, max_length=30, description="Of the app, or a backup code", examples=["123456"])
]
Deliver = Annotated[
    Literal["cookies", "tokens"],
    Field(description="`cookies` for browsers; `tokens`, in the body, for programs"),
]
