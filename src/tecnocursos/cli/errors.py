"""What can be wrong with what the user typed or set."""

from __future__ import annotations

from tecnocursos.kit.errors import Invalid, NotFound, Unavailable


class InputMissing(NotFound):
    code = "input_missing"
    en = "{file} does not exist."
    pt = "{file} não existe."


class SettingInvalid(Invalid):
    code = "setting_invalid"
    en = "The environment variable {setting} cannot be used: {reason}."
    pt = "A variável de ambiente {setting} não pode ser usada: {reason}."

    def __init__(self, place: tuple[str, ...], **data: object) -> None:
        """`place` is the group and the name of the setting, or only its name."""
        super().__init__(**data)
        self.place = place


class SettingUnknown(Invalid):
    code = "setting_unknown"
    en = "There is no setting {setting}. Is {nearest} meant?"
    pt = "Não existe a configuração {setting}. Seria {nearest}?"
    place = ()


class OutputInvalid(Invalid):
    code = "output_invalid"
    en = "{file} cannot be written: {reason}."
    pt = "Não é possível gravar {file}: {reason}."


class AddressUnusable(Unavailable):
    code = "address_unusable"
    en = "{address} cannot be listened on: {reason}."
    pt = "Não é possível atender em {address}: {reason}."


class QueueUnknown(Invalid):
    code = "queue_unknown"
    en = "There is no queue {queue}; there are {known}."
    pt = "Não existe a fila {queue}; existem {known}."


class AnswerInvalid(Invalid):
    code = "answer_invalid"
    en = "{field}: {reason}."
    pt = "{field}: {reason}."


class FileUnusable(Unavailable):
    code = "file_unusable"
    en = "{file}: {reason}"
    pt = "{file}: {reason}"


class EmailNeeded(Invalid):
    code = "email_needed"
    en = "There are several people here: say whose organisation it is with --email."
    pt = "Há várias pessoas aqui: diga de quem é a organização com --email."


class SimulatorNotReady(Unavailable):
    code = "simulator_not_ready"
    en = "The number is not connected yet: `tecnocursos serve` must run, with its workers."
    pt = "O número ainda não está conectado: `tecnocursos serve` precisa estar rodando, com seus processos de trabalho."
