"""The settings of this run, from the environment, and in words what is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tecnocursos.cli.errors import SettingInvalid, SettingUnknown
from tecnocursos.cli.language import say
from tecnocursos.config import Settings, unknown_variables, variable_of

# What the checks of numbers and words say, by pydantic's names for them; `{}` are the fields of their errors.
_REASONS = {
    "greater_than": "deve ser maior que {gt}",
    "greater_than_equal": "deve ser {ge} ou mais",
    "less_than_equal": "deve ser {le} ou menos",
    "int_parsing": "espera-se um número inteiro",
    "int_from_float": "espera-se um número inteiro",
    "float_parsing": "espera-se um número",
    "finite_number": "espera-se um número finito",
    "literal_error": "espera-se {expected}",
}


def read_settings() -> Settings:
    """Read the settings. Raises SettingInvalid and SettingUnknown, which name the variable but not its content."""
    for unknown in _unknown():
        raise unknown
    try:
        return Settings()
    except ValidationError as error:
        raise _told(error)[0] from None


def read_usable_settings() -> tuple[Settings, list[SettingInvalid | SettingUnknown]]:
    """The settings without those that cannot be used, and what is wrong with these."""
    wrong: list[SettingInvalid | SettingUnknown] = [*_unknown()]
    with _own_environment():
        while True:
            try:
                return Settings(), wrong
            except ValidationError as error:
                # Each time what was found is taken away, so this ends.
                for told in _told(error):
                    wrong.append(told)
                    for name in [name for name in os.environ if name.upper() == told.data["setting"]]:
                        del os.environ[name]


@contextmanager
def _own_environment() -> Iterator[None]:
    """The environment is afterwards what it was before."""
    before = dict(os.environ)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _told(error: ValidationError) -> list[SettingInvalid]:
    """Every variable that cannot be used, once, and why."""
    found = {_place(wrong): _reason(wrong) for wrong in reversed(error.errors(include_input=False))}
    return [SettingInvalid(place, setting=variable_of(place), reason=reason) for place, reason in found.items()]


def _unknown() -> list[SettingUnknown]:
    """Every variable with the product's prefix that sets nothing, with the one that was perhaps meant."""
    return [
        SettingUnknown(setting=name, nearest=meant or "docs/reference/settings.md")
        for name, meant in unknown_variables().items()
    ]


def _place(wrong: ErrorDetails) -> tuple[str, ...]:
    """Group and name; of a list, the number of the wrong part is left out."""
    return tuple(str(part) for part in wrong["loc"] if not isinstance(part, int))


def _reason(wrong: ErrorDetails) -> str:
    fields = wrong.get("ctx", {})
    if wrong["type"] == "setting":
        return say(fields["en"], fields["pt"])
    en = wrong["msg"][:1].lower() + wrong["msg"][1:]
    return say(en, _REASONS.get(wrong["type"], en).format(**fields))
