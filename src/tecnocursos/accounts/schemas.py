"""The kinds of text that accounts takes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, EmailStr, Field, StringConstraints

from tecnocursos.accounts.password_rules import MOST_CHARACTERS


def _one_line_without_links(text: str) -> str:
    """Names stand in mails to strangers: they carry no links, and break no line."""
    if not text.isprintable() or "://" in text or "www." in text.lower():
        raise ValueError("a name is one line of printable characters without a link")
    return text


EmailAddress = Annotated[EmailStr, AfterValidator(str.lower), Field(max_length=320, examples=["ana@fibraboa.com.br"])]
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
