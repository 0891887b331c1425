"""The settings of this run, from the environment."""

from __future__ import annotations

from pydantic import ValidationError
from pydantic_settings import SettingsError

from tecnocursos.cli.errors import SettingInvalid
from tecnocursos.config import Settings


def read_settings() -> Settings:
    """Read the settings. Raises SettingInvalid, which names the variable but not its content, perhaps a secret."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = "TECNOCURSOS_" + "__".join(str(part).upper() for part in first["loc"])
        raise SettingInvalid(setting=name, reason=first["msg"]) from None
    except SettingsError:
        raise SettingInvalid(setting="TECNOCURSOS_…", reason="JSON was expected") from None
