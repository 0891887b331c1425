"""The product's errors.

    ProductError
    ├── NotFound          what was named does not exist, or not for whoever asks
    ├── Invalid           the input is wrong; the message names what and where
    ├── Conflict          it was changed meanwhile, or its state does not allow this
    ├── NotAuthenticated  it is not known who asks
    ├── NotAllowed        it is known who asks, and they may not
    ├── LimitReached      a limit, quota or budget is used up
    ├── Unavailable       something outside did not answer; trying again may help
    └── Cancelled         the user stopped it

A room subclasses one of the categories and adds a stable `code` and one sentence in each language:

    class DocumentEncrypted(Invalid):
        code = "document_encrypted"
        en = "{file} is protected by a password. Save it without the password and try again."
        pt = "{file} está protegido por senha. Salve-o sem a senha e tente de novo."

    raise DocumentEncrypted(file=path.name)

A field that is a piece of language has a sister for Portuguese: `reason_pt` stands where `pt` says {reason}. Without it
the piece is somebody else's words, e.g. a program's, and the same in both sentences.

The fields are public: they may reach logs and the screen, so they hold no secret and no personal data.
"""

from __future__ import annotations

from typing import ClassVar


class ProductError(Exception):
    """An expected failure, said in the user's language. `data` holds the fields of the sentence."""

    code: ClassVar[str] = "error"
    en: ClassVar[str] = "Something went wrong."
    pt: ClassVar[str] = "Algo deu errado."

    def __init__(self, **data: object) -> None:
        super().__init__(data)
        self.data = data

    def message(self, language: str = "en") -> str:
        if not language.startswith("pt"):
            return self.en.format(**self.data)
        sisters = {name.removesuffix("_pt"): told for name, told in self.data.items() if name.endswith("_pt")}
        return self.pt.format(**self.data | sisters)

    def __str__(self) -> str:
        return self.message()


class NotFound(ProductError):
    code = "not_found"


class Invalid(ProductError):
    code = "invalid"


class Conflict(ProductError):
    code = "conflict"


class NotAuthenticated(ProductError):
    code = "not_authenticated"
    en = "Sign in first."
    pt = "Entre primeiro."


class NotAllowed(ProductError):
    code = "not_allowed"
    en = "You may not do this."
    pt = "Você não tem permissão para isto."


class LimitReached(ProductError):
    code = "limit_reached"


class Unavailable(ProductError):
    code = "unavailable"


class Cancelled(ProductError):
    code = "cancelled"
    en = "Stopped. Nothing half-written was left behind."
    pt = "Interrompido. Nada ficou pela metade."
