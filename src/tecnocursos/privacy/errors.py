"""What can go wrong with copies of personal data, and with forgetting people."""

from __future__ import annotations

from tecnocursos.kit.errors import Conflict, NotFound


class ExportNotFound(NotFound):
    code = "data_export_not_found"
    en = "There is no such copy of personal data, or it was made for somebody else, or its days are over."
    pt = "Não há tal cópia de dados pessoais, ou ela foi feita para outra pessoa, ou o prazo dela acabou."


class ExportNotReady(Conflict):
    code = "data_export_not_ready"
    en = "The copy is not ready yet, or making it failed. Its job says how far it is."
    pt = "A cópia ainda não está pronta, ou a sua criação falhou. O trabalho dela diz em que pé está."


class PersonNotFound(NotFound):
    code = "person_not_found"
    en = "Neither a member nor a customer of your organisation has this id."
    pt = "Nenhum membro nem cliente da sua organização tem este identificador."
