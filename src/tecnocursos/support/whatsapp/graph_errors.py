"""How the Graph API says no, sorted by what is to be done about it.

https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
Build on the code, never on texts or HTTP states. The same error may come at once, as a status later, or both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

Class = Literal[
    "later",  # trouble of theirs: try again after a while
    "number_rate",  # the number, the app or the account sends too much
    "pair_rate",  # too much to this one person
    "window",  # only a template may be sent
    "recipient",  # this person cannot be reached
    "unwanted",  # this person, or Meta for them, does not want this
    "file",  # the file is wrong
    "template",  # the template or what it is filled with is wrong
    "bsuid",  # this kind of message needs a phone
    "request",  # a fault of ours
    "trouble",  # the number itself: payment, registration, spam, blocked
    "access",  # the token: expired or without a permission
]

_CODES: Final[Mapping[Class, tuple[int, ...]]] = {
    "later": (1, 2, 131000, 131016, 131057),
    "number_rate": (4, 80007, 130429),
    "pair_rate": (131056,),
    "window": (131047,),
    "recipient": (131026,),
    "unwanted": (131049, 131050),
    "file": (131051, 131052, 131053),
    "template": (132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132068, 132069),
    "bsuid": (131062,),
    "request": (131008, 131009, 100),
    "trouble": (131048, 131031, 131064, 368, 130497, 131042, 131045, 133010, 33),
    "access": (0, 190, 3, 10, 131005),
}
_CLASS_OF: Final[Mapping[int, Class]] = {code: kind for kind, codes in _CODES.items() for code in codes}
TRANSIENT: Final[frozenset[Class]] = frozenset({"later", "number_rate", "pair_rate"})
"""The message itself is all right and may be sent again, since it was not."""
CHANNEL_WIDE: Final[frozenset[Class]] = frozenset({"trouble", "access"})
"""Nothing goes out by this number until somebody looks after it."""

TEMPLATE_GONE: Final = frozenset({132001, 132007, 132015, 132016})
"""Whatever fills it, this template is not sent: it does not exist, breaks a policy, was paused or disabled."""

_MEANINGS: Final[Mapping[Class, tuple[str, str]]] = {
    "later": ("WhatsApp has a problem of its own.", "O WhatsApp está com um problema."),
    "number_rate": ("Too many messages by this number.", "Mensagens demais por este número."),
    "pair_rate": ("Too many messages to this person.", "Mensagens demais para esta pessoa."),
    "window": (
        "The customer last wrote more than 24 hours ago; only a template can be sent.",
        "O cliente escreveu há mais de 24 horas; só é possível enviar um modelo.",
    ),
    "recipient": ("This person cannot be reached on WhatsApp.", "Não é possível alcançar esta pessoa no WhatsApp."),
    "unwanted": ("WhatsApp did not deliver it to this person.", "O WhatsApp não entregou isto a esta pessoa."),
    "file": ("WhatsApp does not take this file.", "O WhatsApp não aceita este arquivo."),
    "template": ("The template or what fills it is not accepted.", "O modelo ou o que o preenche não foi aceito."),
    "bsuid": ("This can be sent to a phone number only.", "Isto só pode ser enviado a um número de telefone."),
    "request": ("WhatsApp did not understand the message.", "O WhatsApp não entendeu a mensagem."),
    "trouble": (
        "WhatsApp has stopped this number; look at it in Meta's Business Manager.",
        "O WhatsApp parou este número; veja-o no Gerenciador de Negócios da Meta.",
    ),
    "access": (
        "WhatsApp does not accept the access token, or it may not do this.",
        "O WhatsApp não aceita o token de acesso, ou ele não pode fazer isto.",
    ),
}


def class_of(code: int) -> Class:
    """Of a code that nobody has told us of: a fault of the request, which trying again would not mend."""
    if 200 <= code <= 299:
        return "access"
    return _CLASS_OF.get(code, "request")


def meaning_of(code: int) -> dict[str, str | int]:
    """`code`, and what it means in both languages."""
    en, pt = _MEANINGS[class_of(code)]
    return {"code": code, "en": en, "pt": pt}


class Refusal(Exception):
    """What was asked was not done."""

    def __init__(self, code: int, details: str) -> None:
        """`details`: Meta's words, which may name the person, so that they go to no log."""
        super().__init__(code)
        self.code = code
        self.details = details

    @property
    def kind(self) -> Class:
        return class_of(self.code)


class NotReached(Exception):
    """No connection: nothing was done."""


class OutcomeUnknown(Exception):
    """The request went out and no answer came: it may have been done. It must not be repeated blindly."""
