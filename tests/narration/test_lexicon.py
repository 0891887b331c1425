"""Lexicon files in three formats, and errors that name the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tecnocursos.narration.errors import LexiconInvalid
from tecnocursos.narration.lexicon import load_lexicon

PLS = """<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="pt-BR">
  <lexeme><grapheme>roteador</grapheme><alias>rotiador</alias></lexeme>
  <lexeme><grapheme>SGP</grapheme><grapheme>S.G.P.</grapheme><alias>ésse gê pê</alias></lexeme>
</lexicon>
"""


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.yaml", "roteador: rotiador\n# comment\nWi  Fi: uai fai\n", {"roteador": "rotiador", "Wi Fi": "uai fai"}),
        ("a.yml", "on: ôn\n5: cinco\nno: nou\n", {"on": "ôn", "5": "cinco", "no": "nou"}),
        ("empty.yaml", "", {}),
        ("a.csv", "palavra,fala\nroteador,rotiador\n\n\"A, B\",a bê\n", {"roteador": "rotiador", "A, B": "a bê"}),
        ("semi.csv", "\ufeffroteador;rotiador\r\nIP;i pê\r\n", {"roteador": "rotiador", "IP": "i pê"}),
        ("a.tsv", "roteador\trotiador\n", {"roteador": "rotiador"}),
        ("a.pls", PLS, {"roteador": "rotiador", "SGP": "ésse gê pê", "S.G.P.": "ésse gê pê"}),
    ],
)  # fmt: skip
def test_formats(tmp_path: Path, name: str, text: str, expected: dict[str, str]) -> None:
    assert load_lexicon(_file(tmp_path, name, text)) == expected


@pytest.mark.parametrize(
    ("name", "text", "line", "reason"),
    [
        ("a.yaml", "a: b\nc: [d]\n", 2, "both text"),
        ("a.yaml", "a: " + "[" * 20_000, 1, "not YAML"),
        ("a.yaml", "a: b\n- c\n", 2, "block"),
        ("a.yaml", "- a\n- b\n", 1, "mapping"),
        ("a.yaml", "a: b\nA: c\n", 2, "twice"),
        ("a.yaml", "a: b\nc:\n", 2, "both text"),
        ("a.csv", "a,b\nc\n", 2, "1 columns"),
        ("a.csv", "a,b\nc,d,e\n", 2, "3 columns"),
        ("a.csv", "a,b\nc,\n", 2, "both text"),
        ("a.pls", PLS.replace("<alias>ésse gê pê</alias>", "<phoneme>ɛsi</phoneme>"), 4, "phoneme"),
        ("a.pls", "<lexicon>\n<lexeme>\n", 3, "not XML"),
        ("a.pls", "<html/>", 1, "lexicon"),
        ("a.pls", '<!DOCTYPE l [<!ENTITY a "b">]>\n<lexicon>&a;</lexicon>', 1, "entities"),
        ("a.csv", "a,b\nc,\u200b\n", 2, "both text"),
        ("a.csv", "a,b\x07\n", 1, "both text"),
        ("a.txt", "a b", 1, "a lexicon is one of"),
        ("a.yaml", f"a: {'b' * 300}", 1, "200 characters"),
    ],
)
def test_errors_name_the_line(tmp_path: Path, name: str, text: str, line: int, reason: str) -> None:
    with pytest.raises(LexiconInvalid, match=reason) as caught:
        load_lexicon(_file(tmp_path, name, text))
    assert caught.value.data["file"] == name
    assert caught.value.data["line"] == line
    assert f"linha {line}" in caught.value.message("pt-BR")


def test_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(LexiconInvalid, match="No such file"):
        load_lexicon(tmp_path / "none.yaml")
    latin = tmp_path / "latin.csv"
    latin.write_bytes("a,b\nação,assão\n".encode("latin-1"))
    with pytest.raises(LexiconInvalid, match="UTF-8") as caught:
        load_lexicon(latin)
    assert caught.value.data["line"] == 2
