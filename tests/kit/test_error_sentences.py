"""Sentences of errors in the reader's language, down to the pieces that they are made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tecnocursos.documents.errors import DocumentDamaged
from tecnocursos.kit.errors import ProductError
from tecnocursos.studio.course_file import read_course_file
from tecnocursos.studio.errors import CourseFileInvalid


def test_a_reason_of_ours_is_said_in_the_language_of_its_sentence() -> None:
    error = DocumentDamaged(file="a.pdf", reason="it has no pages", reason_pt="não tem páginas")
    assert "(it has no pages)" in error.message("en")
    assert "(não tem páginas)" in error.message("pt-BR")


def test_the_words_of_a_program_stand_in_both_sentences() -> None:
    error = DocumentDamaged(file="a.pdf", reason="Error 0x7f")
    assert "(Error 0x7f)" in error.message("en")
    assert "(Error 0x7f)" in error.message("pt-BR")


def test_braces_in_what_a_person_sent_are_only_text(tmp_path: Path) -> None:
    file = tmp_path / "{reason} {0}.course.json"
    file.write_text("{}")
    with pytest.raises(CourseFileInvalid) as raised:
        read_course_file(file)
    said: ProductError = raised.value
    assert said.message("pt-BR").startswith("{reason} {0}.course.json ")
    assert 'falta "format"' in said.message("pt-BR")
