"""The settings of this run, from the environment."""

from __future__ import annotations

import difflib
import os

from pydantic import ValidationError
from pydantic_settings import SettingsError

from tecnocursos.cli.errors import SettingInvalid, SettingUnknown
from tecnocursos.config import PLAIN_NAMES, Settings, known_names


def read_settings() -> Settings:
    """Read the settings. Raises SettingInvalid and SettingUnknown, which name the variable but not its content."""
    known = known_names()
    for name in os.environ:
        if name.upper().startswith("TECNOCURSOS_") and name.upper() not in known:
            nearest = difflib.get_close_matches(name.upper(), known, 1)
            raise SettingUnknown(setting=name, nearest=nearest[0] if nearest else "docs/reference/settings.md")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = "TECNOCURSOS_" + "__".join(str(part).upper() for part in first["loc"][:2])
        if name not in os.environ:
            name = next((plain for plain, place in PLAIN_NAMES.items() if place == first["loc"][:2]), name)
        raise SettingInvalid(setting=name, reason=first["msg"]) from None
    except SettingsError:
        raise SettingInvalid(setting="TECNOCURSOS_…", reason="JSON was expected") from None
