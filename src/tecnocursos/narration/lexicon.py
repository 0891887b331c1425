"""Lexicon files: how words and phrases are to be spoken, by respelling. YAML, CSV, and W3C PLS with aliases."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

import yaml
from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeElementTree

from tecnocursos.kit.legibility import UNREADABLE, shows
from tecnocursos.narration.errors import LexiconInvalid

LexiconForm = Literal["yaml", "csv", "pls"]

_LARGEST_FILE = 2_000_000
_LONGEST_ENTRY = 200


def load_lexicon(path: Path) -> dict[str, str]:
    """Word or phrase as written -> respelling, from `.yaml`, `.yml`, `.csv`, `.tsv`, `.pls` or `.xml`.

    Raises LexiconInvalid, which names file and line.
    """
    readers = {".yaml": _yaml, ".yml": _yaml, ".csv": _csv, ".tsv": _csv, ".pls": _pls, ".xml": _pls}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise _invalid(
            path, 1, f"a lexicon is one of {', '.join(readers)}", f"um léxico é um destes: {', '.join(readers)}"
        )
    try:
        raw = path.read_bytes() if path.stat().st_size <= _LARGEST_FILE else None
    except OSError as error:
        raise _invalid(path, 1, error.strerror or "it cannot be read", "não pode ser lido") from None
    if raw is None:
        raise _invalid(path, 1, "the file is larger than 2 MB", "o arquivo tem mais de 2 MB")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _invalid(
            path, raw[: error.start].count(b"\n") + 1, "this is not UTF-8 text", "não é texto em UTF-8"
        ) from None
    return reader(path, text)


def write_lexicon(entries: Mapping[str, str], form: LexiconForm, language: str) -> str:
    """The entries as the text of a file that `load_lexicon` reads."""
    ordered = sorted(entries.items(), key=lambda entry: (entry[0].casefold(), entry[0]))
    match form:
        case "yaml":
            return yaml.safe_dump(dict(ordered), allow_unicode=True, sort_keys=False, default_style='"', width=1000)
        case "csv":
            file = io.StringIO(newline="")
            csv.writer(file).writerows([("word", "respelling"), *ordered])
            return file.getvalue()
        case "pls":
            lexemes = "".join(
                f"  <lexeme><grapheme>{escape(word)}</grapheme><alias>{escape(spoken)}</alias></lexeme>\n"
                for word, spoken in ordered
            )
            return (
                '<?xml version="1.0" encoding="UTF-8"?>\n<lexicon version="1.0" alphabet="ipa" '
                'xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" '
                f'xml:lang="{language}">\n{lexemes}</lexicon>\n'
            )


def _add(lexicon: dict[str, str], path: Path, line: int, written: object, spoken: object) -> None:
    for value in (written, spoken):
        if not isinstance(value, str) or not shows(value) or UNREADABLE.search(value):
            raise _invalid(
                path,
                line,
                "an entry is a word or phrase and how to speak it, both text",
                "uma entrada é uma palavra ou expressão e como falá-la, ambas em texto",
            )
        if len(value) > _LONGEST_ENTRY:
            raise _invalid(
                path,
                line,
                f"an entry has at most {_LONGEST_ENTRY} characters",
                f"uma entrada tem no máximo {_LONGEST_ENTRY} caracteres",
            )
    key = " ".join(str(written).split())
    known = {entry.lower(): entry for entry in lexicon}
    if key.lower() in known and lexicon[known[key.lower()]] != str(spoken).strip():
        raise _invalid(
            path, line, f"{key} is there twice, spoken differently", f"{key} aparece duas vezes, com falas diferentes"
        )
    lexicon[known.get(key.lower(), key)] = " ".join(str(spoken).split())


def _yaml(path: Path, text: str) -> dict[str, str]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _invalid(
            path, mark.line + 1 if mark else 1, error.problem or "this is not YAML", "não é YAML válido"
        ) from None
    except (yaml.YAMLError, RecursionError):
        raise _invalid(path, 1, "this is not YAML", "não é YAML válido") from None
    lexicon: dict[str, str] = {}
    if root is None:
        return lexicon
    if not isinstance(root, yaml.MappingNode):
        raise _invalid(
            path,
            root.start_mark.line + 1,
            "a lexicon is a mapping: word: respelling",
            "um léxico é um mapeamento: palavra: como se fala",
        )
    for key, value in root.value:
        # Scalars as written: `on: ôn` and `5G: cinco gê` are words, not a truth value or a number.
        line = key.start_mark.line + 1
        pair = [node.value if isinstance(node, yaml.ScalarNode) else None for node in (key, value)]
        _add(lexicon, path, line, *pair)
    return lexicon


def _csv(path: Path, text: str) -> dict[str, str]:
    first = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lexicon: dict[str, str] = {}
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if reader.line_num == 1 and row[0].strip().lower() in {"word", "grapheme", "written", "palavra", "escrita"}:
                continue
            if len(row) != 2:
                raise _invalid(
                    path, reader.line_num, f"there are {len(row)} columns, not 2", f"há {len(row)} colunas, não 2"
                )
            _add(lexicon, path, reader.line_num, *row)
    except csv.Error as error:
        raise _invalid(path, reader.line_num, str(error), "não é CSV válido") from None
    return lexicon


def _pls(path: Path, text: str) -> dict[str, str]:
    try:
        root: Element = SafeElementTree.fromstring(text.encode())
    except SafeElementTree.ParseError as error:
        raise _invalid(path, error.position[0], "this is not XML", "não é XML válido") from None
    except DefusedXmlException:
        raise _invalid(
            path, 1, "entities and document types are not allowed", "entidades e tipos de documento não são permitidos"
        ) from None
    if _name(root) != "lexicon":
        raise _invalid(path, 1, "a PLS file has the root element lexicon", "um arquivo PLS tem o elemento raiz lexicon")
    lexicon: dict[str, str] = {}
    lines = _lexeme_lines(text)
    for number, lexeme in enumerate(element for element in root if _name(element) == "lexeme"):
        line = lines[number] if number < len(lines) else 1
        aliases = [child.text for child in lexeme if _name(child) == "alias"]
        if not aliases:
            raise _invalid(
                path,
                line,
                "only alias entries are supported, not phoneme entries",
                "só entradas alias são aceitas, não phoneme",
            )
        for grapheme in (child.text for child in lexeme if _name(child) == "grapheme"):
            _add(lexicon, path, line, grapheme, aliases[0])
    return lexicon


def _lexeme_lines(text: str) -> list[int]:
    """The line of each lexeme; the parser does not tell it."""
    return [text.count("\n", 0, match.start()) + 1 for match in re.finditer(r"<(?:[\w.-]+:)?lexeme\b", text)]


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _invalid(path: Path, line: int, reason: str, reason_pt: str) -> LexiconInvalid:
    return LexiconInvalid(file=path.name, line=line, reason=reason, reason_pt=reason_pt)
