"""The simulator over HTTP: from an empty tenant to a bot that answers, with nothing but this server."""

from __future__ import annotations

import base64
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from people import Person
from served import ROOT, TECNOCURSOS, Served, served
from tecnocursos.bootstrap.simulation import control_key
from tecnocursos.infra.keyring import Keyring
from tecnocursos.simulator.control import Control
from terminals import simulate
from visitors import PASSWORD, Account, sign_up

SIMULATOR = "/api/v1/support/simulator"
SECONDS = 60


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served("embedded", tmp_path_factory.mktemp("simulator"), has_simulator=True) as running:
        running.set_up()
        yield running


@pytest.fixture(scope="module")
def player(server: Served) -> Account:
    """Of a tenant whose simulator runs."""
    account = sign_up(server)
    assert not account.ask("GET", SIMULATOR)["is_ready"]
    account.ask("POST", SIMULATOR)
    until(lambda: account.ask("GET", SIMULATOR)["is_ready"])
    return account


def until(is_there: Callable[[], object]) -> None:
    deadline = time.monotonic() + SECONDS
    while not is_there():
        assert time.monotonic() < deadline
        time.sleep(0.1)


class Phone:
    """Of one customer."""

    def __init__(self, player: Account, name: str, **others: Any) -> None:
        self._owner = player
        phones = player.ask("GET", f"{SIMULATOR}/phones")
        known = next((one for one in phones if one["name"] == name), None)
        self.told = known or player.ask("POST", f"{SIMULATOR}/phones", {"name": name, **others})
        self._path = f"{SIMULATOR}/phones/{self.told['user_id']}"

    def write(self, **written: Any) -> dict[str, Any]:
        """Gives what was written, as the phone shows it."""
        seen: dict[str, Any] = self._owner.ask("POST", f"{self._path}/messages", {"kind": "text", **written})
        return seen

    def chat(self) -> dict[str, Any]:
        found: dict[str, Any] = self._owner.ask("GET", f"{self._path}/chat")
        return found

    def await_answer(self, is_meant: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """The newest message from the business, once it is that one."""
        found: list[dict[str, Any]] = []

        def look() -> bool:
            found[:] = [one for one in self.chat()["messages"] if not one["is_from_customer"] and is_meant(one)]
            return bool(found)

        until(look)
        return found[-1]

    def close_window(self) -> None:
        self._owner.ask("POST", f"{self._path}/close-window")


def test_a_customer_of_the_example_gets_their_bill(player: Account) -> None:
    job = player.ask("POST", f"{SIMULATOR}/example")["job_id"]
    until(lambda: player.ask("GET", f"/api/v1/jobs/{job}")["state"] == "succeeded")
    assert player.ask("GET", SIMULATOR)["example"]["articles"] == 40
    ana = Phone(player, "Ana Souza Lima")
    ana.write(text="quero a segunda via do boleto")
    ana.await_answer(lambda message: "CPF" in message["text"])
    ana.write(text="529.982.247-25")
    bill = ana.await_answer(lambda message: message["file"])
    assert bill["kind"] == "document"
    until(lambda: [one for one in ana.chat()["messages"] if one["is_from_customer"]][-1]["status"] == "read")


def test_a_person_is_asked_for_and_the_window_closes(player: Account) -> None:
    rosa = Phone(player, "Rosa", hides_phone=True)
    rosa.write(text="quero falar com um atendente")
    rosa.await_answer(lambda message: message["text"])
    (waiting,) = player.ask("GET", "/api/v1/conversations?box=queue")["items"]
    path = f"/api/v1/conversations/{waiting['id']}"
    player.ask("POST", f"{path}/take")
    player.ask("POST", f"{path}/messages", {"text": "Boa tarde, Rosa!"})
    rosa.await_answer(lambda message: message["text"] == "Boa tarde, Rosa!")
    rosa.close_window()
    with pytest.raises(AssertionError, match="window_closed"):
        player.ask("POST", f"{path}/messages", {"text": "Ainda está aí?"})
    until(lambda: player.ask("GET", f"/api/v1/whatsapp/channels/{waiting['channel_id']}/templates")["items"])
    templates = player.ask("GET", f"/api/v1/whatsapp/channels/{waiting['channel_id']}/templates")["items"]
    resumed = next(one for one in templates if one["name"] == "retomar_atendimento")
    player.ask("POST", f"{path}/template-messages", {"template_id": resumed["id"], "body": ["Rosa"]})
    offered = rosa.await_answer(lambda message: message["kind"] == "template")
    assert offered["choices"][0]["title"] == "Sim, continuar"


def test_everything_that_phones_do_reaches_the_conversation(player: Account) -> None:
    davi = Phone(player, "Davi")
    first = davi.write(text="olha isto")
    picture = {"content": base64.b64encode(b"\x89PNG fake").decode(), "media_type": "image/png", "name": "luz.png"}
    sent = davi.write(kind="file", **picture, caption="a luz pisca")
    assert (sent["kind"], sent["text"]) == ("image", "a luz pisca")
    davi.write(kind="file", **picture | {"media_type": "audio/ogg", "name": "voz.ogg"}, is_voice=True)
    davi.write(kind="location", latitude=-8.05, longitude=-34.9)
    davi.write(kind="phone")
    davi.write(kind="reaction", of=first["wamid"], emoji="👍")
    kinds = {"text", "image", "audio", "location", "contacts", "reaction"}

    def is_there() -> bool:
        found = player.ask("GET", "/api/v1/conversations?search=Davi")["items"]
        if not found:
            return False
        messages = player.ask("GET", f"/api/v1/conversations/{found[0]['id']}/messages")["items"]
        return kinds <= {one["kind"] for one in messages}

    until(is_there)
    file = httpx2.get(
        f"{player.server.address}{SIMULATOR}/files/{sent['file']['media_id']}",
        headers={"Authorization": f"Bearer {player.token}"},
    )
    assert (file.content, file.headers["Content-Type"]) == (b"\x89PNG fake", "image/png")


def test_what_comes_twice_is_answered_once(player: Account) -> None:
    assert player.ask("PUT", f"{SIMULATOR}/oddities", {"oddities": ["duplicates"]}) == {"oddities": ["duplicates"]}
    eva = Phone(player, "Eva")
    eva.write(text="quero falar com um atendente")
    eva.await_answer(lambda message: message["text"])
    conversation = player.ask("GET", "/api/v1/conversations?search=Eva")["items"][0]
    messages = player.ask("GET", f"/api/v1/conversations/{conversation['id']}/messages")["items"]
    assert [one["author"] for one in messages].count("customer") == 1
    player.ask("PUT", f"{SIMULATOR}/oddities", {"oddities": []})


def test_a_test_message_shows_whether_a_number_works(player: Account) -> None:
    channel = f"/api/v1/whatsapp/channels/{player.ask('GET', SIMULATOR)['channel_id']}"
    ivo = Phone(player, "Ivo", phone="5537988119911")
    test = {"phone": "+55 37 98811-9911", "text": "Isto é um teste"}
    with pytest.raises(AssertionError, match="window_closed"):
        player.ask("POST", f"{channel}/test-messages", test)
    until(lambda: player.ask("GET", f"{channel}/templates")["items"])
    template = next(one for one in player.ask("GET", f"{channel}/templates")["items"] if one["body_places"] == 1)
    use = {"template_id": template["id"], "body": ["Ivo"]}
    player.ask("POST", f"{channel}/test-messages", test | use)
    ivo.await_answer(lambda message: message["kind"] == "template" and "Olá, Ivo!" in message["text"])
    ivo.write(text="oi")
    player.ask("POST", f"{channel}/test-messages", test)
    ivo.await_answer(lambda message: message["text"] == "Isto é um teste")
    with pytest.raises(AssertionError, match="message_refused"):
        player.ask("POST", f"{channel}/test-messages", test | {"phone": "5511900000000"})


def test_a_customer_chats_in_the_terminal(server: Served, player: Account, tmp_path: Path) -> None:
    command = [str(TECNOCURSOS), "whatsapp", "simulate", "--name", "Zeca", "--files", str(tmp_path)]
    with simulate([*command, "--email", player.email], server.environment) as terminal:
        terminal.type("quero falar com um atendente")
        terminal.await_line("  ✓✓  quero falar com um atendente")
        terminal.await_that(lambda shown: any(line.startswith("« ") and "pessoa" in line for line in shown))
    assert player.ask("GET", "/api/v1/conversations?search=Zeca")["items"]


def test_a_day_at_the_provider(server: Served) -> None:
    """Short: only who asks for a person."""
    account = sign_up(server)
    told = subprocess.run(
        [
            *(sys.executable, str(ROOT / "examples/provedor/day.py"), server.address, "--only", "person"),
            *("--email", account.email, "--password", PASSWORD),
        ],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert "Ana: ★★★★★" in told.stdout, told.stdout


def test_nobody_else_plays_the_customers(server: Served, player: Account) -> None:
    other = sign_up(server)
    assert other.ask("GET", f"{SIMULATOR}/phones") == []
    ana = player.ask("GET", f"{SIMULATOR}/phones")[0]
    other.ask("POST", SIMULATOR)
    until(lambda: other.ask("GET", SIMULATOR)["is_ready"])
    with pytest.raises(AssertionError, match="whatsapp_server_unknown"):
        other.ask("GET", f"{SIMULATOR}/phones/{ana['user_id']}/chat")
    closed = httpx2.get(f"{server.simulator}/simulator/numbers")
    assert closed.status_code == 401


def test_a_server_that_was_started_anew_is_told_who_wrote(server: Served, player: Account) -> None:
    Phone(player, "Gil").write(text="oi")
    until(lambda: player.ask("GET", "/api/v1/conversations?search=Gil")["items"])
    forget_all(server)
    assert not player.ask("GET", SIMULATOR)["is_ready"]
    player.ask("POST", SIMULATOR)
    until(lambda: player.ask("GET", SIMULATOR)["is_ready"])
    until(lambda: "Gil" in {one["name"] for one in player.ask("GET", f"{SIMULATOR}/phones")})


def test_what_is_sent_to_a_server_that_was_started_anew_arrives(server: Served, player: Account) -> None:
    Phone(player, "Nádia").write(text="quero falar com um atendente")
    found = "/api/v1/conversations?box=queue&search=N%C3%A1dia"
    until(lambda: player.ask("GET", found)["items"])
    (waiting,) = player.ask("GET", found)["items"]
    path = f"/api/v1/conversations/{waiting['id']}"
    player.ask("POST", f"{path}/take")
    forget_all(server)
    sent = player.ask("POST", f"{path}/messages", {"text": "Boa tarde, Nádia!"})
    until(lambda: player.ask("GET", f"{path}/messages/{sent['id']}")["state"] in {"sent", "delivered", "read"})
    assert player.ask("GET", f"/api/v1/whatsapp/channels/{waiting['channel_id']}")["state"] == "active"
    assert "Boa tarde, Nádia!" in {one["text"] for one in Phone(player, "Nádia").chat()["messages"]}


def forget_all(server: Served) -> None:
    control = Control(server.simulator, control_key(Keyring(server.data / "keys.json")))
    for number in control.ask("GET", "/numbers").json():
        control.ask("DELETE", f"/numbers/{number['id']}")
    control.close()


def test_a_server_without_one_says_so(owner: Person) -> None:
    told = owner.get(SIMULATOR).json()
    assert (told["is_offered"], told["example"]) == (False, None)
    assert owner.post(SIMULATOR).json()["code"] == "simulator_absent"
    assert owner.post(f"{SIMULATOR}/example").json()["code"] == "example_absent"
