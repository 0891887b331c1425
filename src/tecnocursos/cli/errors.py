"""What can be wrong with what the user typed or set."""

from __future__ import annotations

from tecnocursos.kit.errors import Invalid, NotFound


class InputMissing(NotFound):
    code = "input_missing"
    en = "{file} does not exist."
    pt = "{file} não existe."


class SettingInvalid(Invalid):
    code = "setting_invalid"
    en = "The environment variable {setting} cannot be used: {reason}."
    pt = "A variável de ambiente {setting} não pode ser usada: {reason}."
