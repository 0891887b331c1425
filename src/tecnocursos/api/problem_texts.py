"""What problem documents say besides the sentence of their error: titles, and what is wrong with each field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_TITLES: Final[Mapping[str, Mapping[int, str]]] = {
    "en": {
        400: "Not readable",
        401: "Not signed in",
        402: "Not in the plan",
        403: "Not allowed",
        404: "Not found",
        405: "Not done here",
        408: "Too slow",
        409: "Not possible now",
        410: "Gone",
        412: "Changed meanwhile",
        413: "Too large",
        415: "Of the wrong kind",
        416: "No such part",
        422: "Not as it should be",
        428: "Version missing",
        429: "Limit reached",
        460: "Bytes differ",
        500: "Something went wrong",
        503: "Not available now",
        507: "No room left",
    },
    "pt": {
        400: "Não foi possível ler",
        401: "Não autenticado",
        402: "Fora do plano",
        403: "Não permitido",
        404: "Não encontrado",
        405: "Não se faz aqui",
        408: "Lento demais",
        409: "Não é possível agora",
        410: "Não existe mais",
        412: "Alterado nesse meio-tempo",
        413: "Grande demais",
        415: "De tipo errado",
        416: "Não há essa parte",
        422: "Não está como deveria",
        428: "Falta a versão",
        429: "Limite atingido",
        460: "Os bytes diferem",
        500: "Algo deu errado",
        503: "Indisponível agora",
        507: "Sem espaço",
    },
}
PORTUGUESE: Final[Mapping[str, str]] = {
    "assertion_error": "Valor inválido",
    "bool_parsing": "Deve ser verdadeiro ou falso",
    "bool_type": "Deve ser verdadeiro ou falso",
    "bytes_invalid_encoding": "Deve estar na codificação {encoding}",
    "bytes_too_long": "Deve ter no máximo {max_length} byte(s)",
    "bytes_too_short": "Deve ter no mínimo {min_length} byte(s)",
    "bytes_type": "Deve ser uma sequência de bytes",
    "date_from_datetime_inexact": "Deve ser uma data sem hora",
    "date_from_datetime_parsing": "Deve ser uma data válida",
    "date_future": "Deve ser uma data futura",
    "date_parsing": "Deve ser uma data no formato AAAA-MM-DD",
    "date_past": "Deve ser uma data passada",
    "date_type": "Deve ser uma data válida",
    "datetime_from_date_parsing": "Deve ser data e hora válidas",
    "datetime_future": "Deve estar no futuro",
    "datetime_object_invalid": "Deve ser data e hora válidas",
    "datetime_parsing": "Deve ser data e hora válidas",
    "datetime_past": "Deve estar no passado",
    "datetime_type": "Deve ser data e hora válidas",
    "decimal_max_digits": "Deve ter no máximo {max_digits} dígito(s)",
    "decimal_max_places": "Deve ter no máximo {decimal_places} casa(s) decimal(is)",
    "decimal_parsing": "Deve ser um número decimal válido",
    "decimal_type": "Deve ser um número decimal válido",
    "decimal_whole_digits": "Deve ter no máximo {whole_digits} dígito(s) antes da vírgula",
    "dict_type": "Deve ser um objeto",
    "enum": "Deve ser {expected}",
    "extra_forbidden": "Campo desconhecido",
    "finite_number": "Deve ser um número finito",
    "float_parsing": "Deve ser um número",
    "float_type": "Deve ser um número",
    "frozen_set_type": "Deve ser uma lista",
    "greater_than": "Deve ser maior que {gt}",
    "greater_than_equal": "Deve ser maior ou igual a {ge}",
    "int_from_float": "Deve ser um número inteiro, sem parte fracionária",
    "int_parsing": "Deve ser um número inteiro",
    "int_parsing_size": "O número é grande demais",
    "int_type": "Deve ser um número inteiro",
    "invalid_key": "Os nomes dos campos devem ser texto",
    "iterable_type": "Deve ser uma lista",
    "json_invalid": "Não é JSON válido",
    "json_type": "Deve ser texto em JSON",
    "less_than": "Deve ser menor que {lt}",
    "less_than_equal": "Deve ser menor ou igual a {le}",
    "list_type": "Deve ser uma lista",
    "literal_error": "Deve ser {expected}",
    "mapping_type": "Deve ser um objeto",
    "missing": "Campo obrigatório",
    "model_attributes_type": "Deve ser um objeto",
    "model_type": "Deve ser um objeto",
    "multiple_of": "Deve ser múltiplo de {multiple_of}",
    "none_required": "Deve ser nulo",
    "recursion_depth_exceeded": "Está aninhado demais",
    "recursion_loop": "Está aninhado em si mesmo",
    "set_item_not_hashable": "Os itens devem ser valores simples",
    "set_type": "Deve ser uma lista",
    "string_not_ascii": "Deve ter só caracteres ASCII",
    "string_pattern_mismatch": "Não tem a forma esperada, {pattern}",
    "string_too_long": "Deve ter no máximo {max_length} caractere(s)",
    "string_too_short": "Deve ter no mínimo {min_length} caractere(s)",
    "string_type": "Deve ser texto",
    "string_unicode": "Deve ser texto em Unicode",
    "time_delta_parsing": "Deve ser uma duração válida",
    "time_delta_type": "Deve ser uma duração válida",
    "time_parsing": "Deve ser uma hora válida",
    "time_type": "Deve ser uma hora válida",
    "timezone_aware": "Deve ter o fuso horário",
    "timezone_naive": "Não deve ter fuso horário",
    "timezone_offset": "Deve ter outro fuso horário",
    "too_long": "Deve ter no máximo {max_length} item(ns)",
    "too_short": "Deve ter no mínimo {min_length} item(ns)",
    "tuple_type": "Deve ser uma lista",
    "union_tag_invalid": "{discriminator} deve ser um destes: {expected_tags}",
    "union_tag_not_found": "Falta {discriminator}, que diz de que tipo é",
    "url_parsing": "Deve ser um endereço (URL) válido",
    "url_scheme": "O endereço (URL) deve começar com {expected_schemes}",
    "url_syntax_violation": "Deve ser um endereço (URL) válido",
    "url_too_long": "O endereço (URL) deve ter no máximo {max_length} caractere(s)",
    "url_type": "Deve ser um endereço (URL)",
    "uuid_parsing": "Deve ser um UUID válido",
    "uuid_type": "Deve ser um UUID",
    "uuid_version": "Deve ser um UUID da versão {expected_version}",
    "value_error": "Valor inválido",
}
"""By pydantic's types of errors. What a validator of ours raises brings its Portuguese along: `kit.field_errors`."""


def title_of(status: int, language: str) -> str:
    titles = _TITLES[language]
    return titles.get(status, titles[500])


def field_text(wrong: Mapping[str, Any], language: str) -> str:
    """One of the errors of a validation, as it is said to a person; English where nothing better is known."""
    said: str = wrong["msg"]
    if language != "pt":
        return said
    context = wrong.get("ctx") or {}
    text = context.get("pt") or PORTUGUESE.get(wrong["type"])
    if text is None:
        return said
    try:
        return str(text).format_map({name: _in_portuguese(value) for name, value in context.items()})
    except (KeyError, ValueError):
        return said


def _in_portuguese(value: object) -> object:
    """Choices are listed as `'a', 'b' or 'c'`."""
    return value.replace("' or '", "' ou '") if isinstance(value, str) else value
