"""Logs hold what happened and nothing that is secret or personal."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog
from pydantic import ValidationError

from tecnocursos.documents.errors import DocumentEmpty
from tecnocursos.documents.outline import Paragraph
from tecnocursos.infra.telemetry import configure_logging

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLWNhbmFyeQ"


Lines = Callable[[], str]


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Lines]:
    """What was written to standard error, where a program reads it."""
    configure_logging(as_json=True)
    yield lambda: capsys.readouterr().err
    configure_logging()


def test_canaries_never_come_through(lines: Lines) -> None:
    log = structlog.get_logger()
    log.info("sign_in", password="canary-1", email="canary-2@example.com", access_token="canary-3", user="u1")
    log.info("text", note=f"mail canary-4@example.com with Bearer canary-5-canary and {JWT}")
    log.info("nested", details={"Authorization": "canary-6", "list": ["x", "canary-7@example.com"]})
    log.info("url", url="postgresql://role:canary-8@host/db", path="/reset?token=canary-9")
    logging.getLogger("some.library").warning("canary-10@example.com at /x?key=canary-11")
    secret = "canary-12"
    try:
        raise ValueError("Key (email)=(canary-13@example.com) already exists.")
    except ValueError:
        log.exception("failed")
    text = lines()
    assert "canary" not in text, text
    assert "u1" in text
    assert "ValueError" in text
    assert secret not in text


def _fail_after(error: Exception) -> None:
    try:
        raise error
    except type(error):
        raise RuntimeError("while the first was being noted")  # noqa: B904  its context is what matters


def test_what_our_own_errors_say_to_a_person_is_not_logged(lines: Lines) -> None:
    name, said = "canary-1.pdf", "canary-2"
    for fail in (lambda: _fail_after(DocumentEmpty(file=name)), lambda: Paragraph.model_validate({"text": [said]})):
        try:
            fail()
        except (RuntimeError, ValidationError):
            structlog.get_logger().exception("unexpected")
    text = lines()
    assert "canary" not in text, text
    assert "document_empty" in text
    assert "Traceback" in text


def test_one_event_is_one_line_whatever_is_in_it(lines: Lines) -> None:
    forged = 'x\r\n{"event": "forged"}\x1b[2J\u2028'
    structlog.get_logger().info("name", value=forged)
    logging.getLogger("other").warning("said %s", forged)
    text = lines()
    written = [json.loads(line) for line in text.splitlines()]
    assert written[0]["event"] == "name"
    assert len(written) == 2
    assert "\x1b" not in text


def test_a_person_at_a_terminal_is_told_in_plain_lines(lines: Lines) -> None:
    configure_logging(as_json=False)
    structlog.get_logger().info("ready", port=8000, text="a\nb")
    text = lines()
    assert "ready" in text
    assert len(text.splitlines()) == 1
