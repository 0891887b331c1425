"""What the framework refuses before a route sees it, as errors of ours."""

from __future__ import annotations

from collections.abc import Mapping

from python_multipart.exceptions import MultipartParseError
from starlette.exceptions import HTTPException

from tecnocursos.kit.errors import Invalid, NotFound, ProductError


class RequestInvalid(Invalid):
    code = "request_invalid"
    en = "The request is not as it should be; see `fields`."
    pt = "A requisição não está como deveria; veja `fields`."


class PathUnknown(NotFound):
    code = "path_unknown"
    en = "There is nothing at this address."
    pt = "Não há nada neste endereço."


class MethodNotAllowed(Invalid):
    code = "method_not_allowed"
    en = "This address does not take this method; see `Allow`."
    pt = "Este endereço não aceita este método; veja `Allow`."


class BodyUnreadable(Invalid):
    code = "body_unreadable"
    en = "The body could not be read."
    pt = "O corpo da requisição não pôde ser lido."


class BodyTooLarge(Invalid):
    code = "body_too_large"
    en = "The body is larger than this server takes here."
    pt = "O corpo da requisição é maior do que este servidor aceita aqui."


class FileNameTooLong(Invalid):
    code = "file_name_too_long"
    en = "The form names a file or a field by more than 4,000 characters. Give the file a shorter name."
    pt = "O formulário dá a um arquivo ou campo um nome de mais de 4.000 caracteres. Dê ao arquivo um nome mais curto."


class RequestRefused(Invalid):
    code = "request_refused"
    en = "The request was refused."
    pt = "A requisição foi recusada."


OF_FRAMEWORK: Mapping[int, type[ProductError]] = {
    400: BodyUnreadable,
    404: PathUnknown,
    405: MethodNotAllowed,
    413: BodyTooLarge,
}


def has_long_part_header(error: HTTPException) -> bool:
    """Whether a form was refused for the head of one of its parts, where names of files stand."""
    refused = error.__context__  # what starlette makes of the parser's error
    cause = refused.__cause__ if refused else None
    return isinstance(cause, MultipartParseError) and "header size" in str(cause)
