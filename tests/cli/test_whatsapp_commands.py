"""`whatsapp server` and `whatsapp simulate`, as somebody who tries customer service in a terminal uses them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from cli_runs import TECNOCURSOS, Running, tecnocursos, wait_until

from terminals import Terminal, simulate
from whatsapp_world import SECRET, TOKEN, VERIFY, Webhook, listening_webhook

PDF = b"%PDF-1.7 boleto"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
PHONE = "5511987654321"


@pytest.fixture
def server() -> Iterator[str]:
    command = Running("whatsapp", "server", "--port", "0", variables=os.environ | {"TECNOCURSOS_UI_LANGUAGE": "en"})
    try:
        wait_until(lambda: bool(command.found("http://[0-9.:]+")), 30)
        url = command.found(r"http://127\.0\.0\.1:\d+")[0]
        wait_until(lambda: _answers(url), 30)
        yield url
    finally:
        command.end()


def _answers(url: str) -> bool:
    try:
        return httpx2.get(f"{url}/simulator/clock").status_code == 200
    except httpx2.TransportError:
        return False


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    with listening_webhook() as webhook:
        yield webhook


@contextmanager
def chat(server: str, webhook: Webhook, *options: str, language: str = "en") -> Iterator[Terminal]:
    secrets = {
        "WHATSAPP_WEBHOOK_URL": webhook.url,
        "WHATSAPP_APP_SECRET": SECRET,
        "WHATSAPP_ACCESS_TOKEN": TOKEN,
        "WHATSAPP_VERIFY_TOKEN": VERIFY,
        "TECNOCURSOS_UI_LANGUAGE": language,
    }
    command = [str(TECNOCURSOS), "whatsapp", "simulate", "--server", server, *options]
    with simulate(command, os.environ | secrets) as terminal:
        yield terminal


def send(server: str, message: dict[str, object]) -> None:
    body = {"messaging_product": "whatsapp", "to": f"+{PHONE}", **message}
    answer = httpx2.post(f"{server}/v26.0/7001/messages", json=body, headers=BEARER)
    assert answer.status_code == 200, answer.text


def test_a_customer_chats_in_the_terminal(server: str, webhook: Webhook, tmp_path: Path) -> None:
    folder = tmp_path / "got"
    with chat(server, webhook, "--files", str(folder)) as terminal:
        terminal.type("minha net caiu")
        terminal.await_line("  ✓✓  minha net caiu")
        webhook.await_that(lambda hook: [message.text for message in hook.messages()] == ["minha net caiu"])
        first = webhook.messages()[0]
        assert (first.name, first.sender.phone) == ("Rosa", PHONE)

        typing = {"status": "read", "message_id": first.wamid, "typing_indicator": {"type": "text"}}
        send(server, typing)
        terminal.await_line("  ✓✓ read  minha net caiu")
        terminal.await_line("  … is writing")

        rows = [{"id": "boleto", "title": "Boleto", "description": "2ª via"}, {"id": "visita", "title": "Visita"}]
        action = {"button": "Ver", "sections": [{"rows": rows}]}
        menu = {"type": "list", "body": {"text": "O que deseja?"}, "action": action}
        send(server, {"type": "interactive", "interactive": menu})
        terminal.await_line("« O que deseja?")
        terminal.await_line("   1. Boleto — 2ª via")
        terminal.await_line("   2. Visita")
        terminal.type("2")
        webhook.await_that(lambda hook: hook.messages()[-1].choice_id == "visita")

        uploaded = httpx2.post(
            f"{server}/v26.0/7001/media",
            headers=BEARER,
            data={"messaging_product": "whatsapp", "type": "application/pdf"},
            files={"file": ("boleto.pdf", PDF, "application/pdf")},
        ).json()
        document = {"id": uploaded["id"], "filename": "../../boleto.pdf"}
        for name in ("boleto.pdf", "boleto 2.pdf"):
            send(server, {"type": "document", "document": document})
            terminal.await_line(f"« [{folder / name}]")
            assert (folder / name).read_bytes() == PDF

        (tmp_path / "luz.jpg").write_bytes(b"\xff\xd8\xff")
        terminal.type(f"/file {tmp_path / 'luz.jpg'} olha a luz")
        webhook.await_that(lambda hook: (hook.messages()[-1].kind, hook.messages()[-1].text) == ("image", "olha a luz"))
        terminal.type("/phone")
        webhook.await_that(lambda hook: hook.messages()[-1].shared_phone == PHONE)
        terminal.type("/location -23.5 -46.6")
        webhook.await_that(lambda hook: hook.messages()[-1].location is not None)
        terminal.type("/react 👍")
        webhook.await_that(lambda hook: hook.messages()[-1].reaction == "👍")
        terminal.type("/file missing.pdf")
        wait_until(lambda: any("missing.pdf" in line for line in terminal.shown), 20)


def test_a_chat_goes_on_where_it_was(server: str, webhook: Webhook) -> None:
    with chat(server, webhook) as terminal:
        terminal.type("oi")
        terminal.await_line("  ✓✓  oi")
    send(server, {"type": "text", "text": {"body": "Olá, Rosa"}})
    with chat(server, webhook, language="pt") as terminal:
        terminal.await_line("« Olá, Rosa")


def test_what_is_missing_is_said(server: str, tmp_path: Path) -> None:
    to_nobody = ("--server", "http://127.0.0.1:9", "--webhook", "http://127.0.0.1:9/")
    nobody = tecnocursos("whatsapp", "simulate", *to_nobody, cache=tmp_path)
    assert nobody.code == 1
    assert "tecnocursos whatsapp server" in nobody.err
    options = ("--webhook", "http://127.0.0.1:9/", "--app-secret", "s", "--access-token", "t")
    unverified = tecnocursos("whatsapp", "simulate", "--server", server, *options, cache=tmp_path)
    assert unverified.code == 1
    assert "webhook could not be verified" in unverified.err


def test_the_server_listens_on_this_machine_only(server: str, tmp_path: Path) -> None:
    told = tecnocursos("whatsapp", "server", "--host", "0.0.0.0", cache=tmp_path)
    assert told.code == 1
    assert "this machine only" in told.err
    taken = tecnocursos("whatsapp", "server", "--port", server.rpartition(":")[2], cache=tmp_path)
    assert taken.code == 1
    assert "in use" in taken.err
