"""Templates: whether one is filled as it wants to be, and what is to be seen then.

https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tecnocursos.simulator.refusals import Refused
from tecnocursos.simulator.state import Choice, Template

Json = Mapping[str, Any]

_PLACE: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_UNFIT: Final = re.compile(r"[\n\t]| {5,}")
_BODY: Final = 1024
_STOPPED: Final = {"PAUSED": 132015, "DISABLED": 132016}


def find_template(templates: Sequence[Template], use: Json) -> Template:
    """Raises Refused when there is none that can be sent."""
    name, language = use["name"], use["language"]["code"]
    for template in templates:
        if (template.name, template.language) == (name, language):
            if template.status in _STOPPED:
                raise Refused(_STOPPED[template.status], f"template name ({name}) is {template.status.lower()}")
            if template.status == "APPROVED":
                return template
    raise Refused(132001, f"template name ({name}) does not exist in {language}")


def fill(template: Template, use: Json) -> tuple[str, tuple[Choice, ...]]:
    """What the customer sees. Raises Refused when what is given is not what its places want."""
    given = [one for one in use.get("components", ()) if isinstance(one, dict)]
    lines: list[str] = []
    choices: list[Choice] = []
    for component in template.components:
        match str(component.get("type", "")).upper():
            case "HEADER" if str(component.get("format", "TEXT")).upper() == "TEXT":
                lines.append(_filled("header", str(component.get("text", "")), _parameters(given, "header")))
            case "HEADER":
                lines.append(_header_file(str(component["format"]).lower(), _parameters(given, "header")))
            case "BODY":
                lines.append(_filled("body", str(component.get("text", "")), _parameters(given, "body")))
            case "FOOTER":
                lines.append(str(component.get("text", "")))
            case "BUTTONS":
                choices += _buttons(component.get("buttons", ()), given)
    text = "\n".join(filter(None, lines))
    if len(text) > _BODY + 120:
        raise Refused(132005, f"the text is {len(text)} characters long")
    return text, tuple(choices)


def _filled(place: str, text: str, parameters: Sequence[Json]) -> str:
    names = list(dict.fromkeys(_PLACE.findall(text)))
    if len(parameters) != len(names):
        raise Refused(
            132000,
            f"{place}: number of localizable_params ({len(parameters)}) does not match the expected number of params "
            f"({len(names)})",
        )
    by_name = {}
    for index, parameter in enumerate(parameters):
        kind = parameter.get("type")
        value = parameter.get("text")
        if kind != "text" or not isinstance(value, str):
            raise Refused(132012, f"{place}: parameter {index + 1} must be a text")
        if not value or _UNFIT.search(value):
            raise Refused(100, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces")
        by_name[str(parameter.get("parameter_name") or names[index])] = value
    if set(by_name) != set(names):
        raise Refused(132012, f"{place}: expected the parameters {', '.join(names)}")
    return _PLACE.sub(lambda found: by_name[found[1]], text)


def _header_file(kind: str, parameters: Sequence[Json]) -> str:
    if len(parameters) != 1 or parameters[0].get("type") != kind or not isinstance(parameters[0].get(kind), dict):
        raise Refused(132012, f"header: Format mismatch, expected {kind.upper()}")
    return f"[{kind}]"


def _buttons(buttons: Sequence[Json], given: Sequence[Json]) -> Iterator[Choice]:
    for index, button in enumerate(buttons):
        parameters = _parameters(given, "button", str(index))
        label = str(button.get("text", ""))
        if str(button.get("type", "")).upper() == "QUICK_REPLY":
            yield Choice(str(parameters[0].get("payload") or label) if parameters else label, label)
        else:
            _filled(f"button {index}", str(button.get("url", "")), parameters)


def _parameters(given: Sequence[Json], kind: str, index: str | None = None) -> list[Json]:
    for component in given:
        if component.get("type") == kind and (index is None or str(component.get("index")) == index):
            found = component.get("parameters")
            if not isinstance(found, list):
                return []
            return [one if isinstance(one, dict) else {} for one in found]
    return []
