"""YAML of course texts: small mappings whose values stay text, each key with its line."""

from __future__ import annotations

import difflib
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import yaml

from tecnocursos.studio.errors import TextKeyTwice, TextKeyUnknown, TextValueInvalid, TextYamlInvalid

_MAX_CHARACTERS = 200_000

Content = str | list["Content"] | dict[str, "Content"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a course text."""

    file: str
    line: int
    """From 1."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A key's value and where it stands."""

    key: str
    content: Content
    place: Place

    def text(self) -> str:
        if not isinstance(self.content, str):
            raise self.invalid("a text", "um texto")
        return self.content

    def number(self, lowest: float, highest: float) -> float:
        """A number, written with a decimal point or comma."""
        wanted = f"{lowest:g} – {highest:g}"
        try:
            value = float(self.text().replace(",", "."))
        except ValueError:
            raise self.invalid(f"a number, {wanted}", f"um número, {wanted}") from None
        if not (math.isfinite(value) and lowest <= value <= highest):
            raise self.invalid(f"a number, {wanted}", f"um número, {wanted}")
        return value

    def one_of(self, names: Mapping[str, str]) -> str:
        """What `names` gives for the name written here."""
        name = self.text().strip().lower()
        if name not in names:
            wanted = ", ".join(dict.fromkeys(names))
            raise self.invalid(wanted, wanted)
        return names[name]

    def entries(self, known: Collection[str] | None = None) -> dict[str, Entry]:
        """The value as a mapping of its own; with `known`, only of those keys."""
        if not isinstance(self.content, dict):
            raise self.invalid("lines such as «key: value»", "linhas como «chave: valor»")
        entries = {key: Entry(key, value, self.place) for key, value in self.content.items()}
        if known is not None:
            for entry in entries.values():
                require_known(entry, known)
        return entries

    def invalid(self, wanted_en: str, wanted_pt: str) -> TextValueInvalid:
        shown = self.content if isinstance(self.content, str) else "…"
        return TextValueInvalid(
            file=self.place.file,
            line=self.place.line,
            key=self.key,
            value=shown[:60],
            wanted_en=wanted_en,
            wanted_pt=wanted_pt,
        )


def require_known(entry: Entry, known: Collection[str]) -> None:
    if entry.key not in known:
        likely = difflib.get_close_matches(entry.key.lower(), list(known), n=1)
        raise TextKeyUnknown(
            file=entry.place.file,
            line=entry.place.line,
            key=entry.key[:60],
            hint_en=f"Did you mean «{likely[0]}»?" if likely else f"Known are: {', '.join(sorted(known))}.",
            hint_pt=f"Seria «{likely[0]}»?" if likely else f"Existem: {', '.join(sorted(known))}.",
        )


def read_mapping(text: str, place: Place, known: Collection[str]) -> dict[str, Entry]:
    """Read YAML that maps `known` keys; `place` is that of its first line.

    Values stay text, so that titles such as `no`, `1.10` or `2026-03-12` mean themselves. Anchors are refused: a few
    of them can stand for gigabytes.
    """
    try:
        if len(text) > _MAX_CHARACTERS:
            raise yaml.YAMLError(f"more than {_MAX_CHARACTERS} characters")
        root = yaml.compose(text, Loader=_PlainLoader)
        if root is None:
            return {}
        if not isinstance(root, yaml.MappingNode):
            raise yaml.MarkedYAMLError(problem="expected «key: value»", problem_mark=root.start_mark)
        entries: dict[str, Entry] = {}
        for key_node, value_node in root.value:
            here = Place(place.file, place.line + key_node.start_mark.line)
            entry = Entry(_key(key_node), _content(value_node), here)
            require_known(entry, known)
            if entry.key in entries:
                raise TextKeyTwice(file=here.file, line=here.line, key=entry.key)
            entries[entry.key] = entry
    except yaml.MarkedYAMLError as error:
        # What is never closed is noticed below the last line.
        last = text.rstrip().count("\n")
        line = place.line + (min(error.problem_mark.line, last) if error.problem_mark else 0)
        raise TextYamlInvalid(file=place.file, line=line, reason=error.problem or "") from error
    except (yaml.YAMLError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error).splitlines()[0]
        raise TextYamlInvalid(file=place.file, line=place.line, reason=reason) from error
    return entries


def is_mapping(text: str) -> bool:
    """Whether YAML can be read and maps keys, of whatever names, to values."""
    try:
        return isinstance(yaml.safe_load(text), dict)
    except (yaml.YAMLError, ValueError, RecursionError):
        return False


def write_entry(key: str, content: object) -> str:
    """`key: value` on one line; texts with parentheses in quotes, so that they do not end a direction."""
    mapping = _dump({key: content}, None)
    if any(sign in mapping for sign in "\n()"):
        mapping = _dump({key: content}, '"')
    return f"{key}: {mapping.partition(': ')[2]}"


def _dump(content: object, style: str | None) -> str:
    dumped = yaml.safe_dump(
        content, default_style=style, default_flow_style=True, allow_unicode=True, sort_keys=False, width=math.inf
    )
    return str(dumped).strip()[1:-1]


class _PlainLoader(yaml.BaseLoader):
    """Scalars stay text; aliases are refused."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="anchors are not allowed", problem_mark=self.get_mark())
        return super().compose_node(parent, index)


def _key(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise yaml.MarkedYAMLError(problem="a key must be a word", problem_mark=node.start_mark)
    return str(node.value)


def _content(node: yaml.Node) -> Content:
    if isinstance(node, yaml.MappingNode):
        return {_key(key): _content(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_content(item) for item in node.value]
    return str(node.value)
