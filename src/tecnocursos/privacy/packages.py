"""The file that a person is given: a ZIP with the data for programs (JSON), the same for people (HTML), and files."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tecnocursos.kit.language import Language

_STYLE: Final = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1d2730 }
h1 { font-size: 1.6rem }
h2 { font-size: 1.2rem; margin-top: 2rem; border-bottom: 1px solid #cfd6dc }
table { border-collapse: collapse; margin: .5rem 0 }
th, td { text-align: left; vertical-align: top; padding: .25rem .8rem .25rem 0 }
th { font-weight: 600; color: #51606d; white-space: nowrap }
.item { border-left: 3px solid #cfd6dc; padding-left: .8rem; margin: .8rem 0 }
@media (prefers-color-scheme: dark) {
  body { background: #14191e; color: #e6ebef }
  th { color: #a3b1bd }
  h2, .item { border-color: #37424d }
}
"""
_UNSAFE: Final = re.compile(r"[^\w.-]+")
_NOTHINGS: Final[tuple[object, ...]] = (None, "", [], {}, ())
_NOTHING: Final[Mapping[Language, str]] = {"pt-BR": "nada", "en-US": "nothing"}
_YES: Final[Mapping[Language, tuple[str, str]]] = {"pt-BR": ("sim", "não"), "en-US": ("yes", "no")}


@dataclass(frozen=True, slots=True)
class Labels:
    """How a page for people calls things; what is not named is shown by its name in the JSON."""

    language: Language
    title: str
    names: Mapping[str, tuple[str, str]]
    """Portuguese and English, by the name in the JSON."""

    def of(self, name: str) -> str:
        pt, en = self.names.get(name, (name.replace("_", " "),) * 2)
        return pt if self.language == "pt-BR" else en


def file_name(number: int, name: str) -> str:
    """A name inside the package that any system can write: `files/003-conta.pdf`."""
    return f"files/{number:03d}-{_UNSAFE.sub('_', name)[-80:].lstrip('.') or 'file'}"


def make_package(sections: Mapping[str, Any], files: Sequence[tuple[str, bytes]], labels: Labels) -> bytes:
    """`sections` are JSON; their order is that of the page. `files`: names from `file_name`, and contents."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("data.json", json.dumps(sections, ensure_ascii=False, indent=2))
        package.writestr("data.html", _page(sections, labels))
        for name, content in files:
            package.writestr(name, content)
    return written.getvalue()


def _page(sections: Mapping[str, Any], labels: Labels) -> str:
    body = "".join(
        f"<h2>{html.escape(labels.of(name))}</h2>{_shown(value, labels)}" for name, value in sections.items()
    )
    title = html.escape(labels.title)
    return (
        f'<!doctype html><html lang="{labels.language}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style>'
        f"<h1>{title}</h1>{body}</html>"
    )


def _shown(value: Any, labels: Labels) -> str:
    match value:
        case _ if value in _NOTHINGS:
            return f"<i>{_NOTHING[labels.language]}</i>"
        case bool():
            return _YES[labels.language][0 if value else 1]
        case Mapping():
            rows = "".join(
                f"<tr><th>{html.escape(labels.of(name))}</th><td>{_shown(one, labels)}</td></tr>"
                for name, one in value.items()
                if one not in _NOTHINGS
            )
            return f"<table>{rows}</table>"
        case str() if value.startswith("files/"):
            return f'<a href="{html.escape(value)}">{html.escape(value)}</a>'
        case str():
            return html.escape(value).replace("\n", "<br>")
        case Sequence():
            return "".join(f'<div class="item">{_shown(one, labels)}</div>' for one in value)
    return html.escape(str(value))
