#!/usr/bin/env python3
"""A day of customer service at the provider Fibra Boa, over HTTP, with nothing but Python's standard library.

    tecnocursos serve &
    python examples/provedor/day.py http://127.0.0.1:8000 --email ana@example.com --password 'uma senha comprida'

It founds the organisation (or signs in), starts the simulator with the example of a provider, and plays both sides: the
customers of `erp.yaml` on their phones, and the person in the office who is asked for. What everybody says is printed
as it happens, and at the end what the day came to. `--only bill,person` plays some of it.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

SIMULATOR = "/api/v1/support/simulator"
PATIENCE_SECONDS = 120


class Server:
    """Sends requests with the access token of whoever signed in."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._token = ""

    def sign_in(self, email: str, password: str) -> None:
        """Found the organisation where nobody is there yet, else sign in."""
        known = {"email": email, "password": password, "deliver": "tokens"}
        if self.ask("GET", "/api/v1/setup")["is_needed"]:
            founder = {**known, "name": "Ana Souza", "tenant_name": "Fibra Boa"}
            self._token = self.ask("POST", "/api/v1/setup", founder)["access_token"]
        else:
            self._token = self.ask("POST", "/api/v1/auth/sign-in", known)["access_token"]

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._url + path, content, {"Content-Type": "application/json"}, method=method)
        if self._token:
            request.add_header("Authorization", f"Bearer {self._token}")
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{method} {path}: {error.code} {error.read().decode()}") from error


def wait_for(what: str, look: Callable[[], Any]) -> Any:
    """What `look` finds, as soon as it finds something."""
    patience = time.monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        if time.monotonic() > patience:
            raise SystemExit(f"did not come in {PATIENCE_SECONDS} s: {what}")
        time.sleep(0.2)
    return found


class Phone:
    """A customer's. What comes to it is printed once."""

    def __init__(self, server: Server, name: str) -> None:
        phones = server.ask("GET", f"{SIMULATOR}/phones")
        told = next(one for one in phones if one["name"].startswith(name))
        self._name, self.number = name, told["phone"]
        self._server, self._path = server, f"{SIMULATOR}/phones/{told['user_id']}"
        self._shown = len(self._chat())
        self._answered = self._shown
        """What came before this is no answer to what was said last."""

    def say(self, text: str) -> None:
        self._write({"kind": "text", "text": text})

    def press(self, title: str) -> None:
        """A button or a row of the latest message that has it; a pattern of its title."""
        offers = [(one, choice) for one in self._chat() for choice in one["choices"]]
        message, choice = [pair for pair in offers if re.search(title, pair[1]["title"])][-1]
        self._write({"kind": "choice", "choice_id": choice["id"], "of": message["wamid"]})

    def hear(self, pattern: str) -> str:
        """Wait for an answer, and give it; `pattern` is of its text, its file's name or its buttons."""

        def look() -> str:
            messages = self._chat()
            self._show(messages)
            since = [_words(one) for one in messages[self._answered :] if not one["is_from_customer"]]
            return next((words for words in since if re.search(pattern, words)), "")

        return str(wait_for(f"{self._name} is told /{pattern}/", look))

    def _write(self, written: dict[str, Any]) -> None:
        self._answered = len(self._chat())
        self._server.ask("POST", f"{self._path}/messages", written)
        self._show(self._chat())

    def _chat(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = self._server.ask("GET", f"{self._path}/chat")["messages"]
        return messages

    def _show(self, messages: list[dict[str, Any]]) -> None:
        for one in messages[self._shown :]:
            who = self._name if one["is_from_customer"] else "Fibra Boa"
            print(f"    {who:>9}: {_words(one)}")
        self._shown = len(messages)


class Office:
    """The person whom customers ask for."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def take(self, phone: Phone) -> str:
        """Take the customer's conversation from the queue; gives its path."""

        def look() -> Any:
            found = self._server.ask("GET", f"/api/v1/conversations?box=queue&search={phone.number}")["items"]
            return found and found[0]

        conversation = wait_for("somebody in the queue", look)
        path = f"/api/v1/conversations/{conversation['id']}"
        self._server.ask("POST", f"{path}/take")
        return path

    def write(self, path: str, text: str) -> None:
        self._server.ask("POST", f"{path}/messages", {"text": text})

    def resolve(self, path: str) -> None:
        self._server.ask("POST", f"{path}/resolve")

    def end_yesterday(self) -> None:
        """What is still open of another day is over."""
        for one in self._server.ask("GET", "/api/v1/conversations?limit=100")["items"]:
            path = f"/api/v1/conversations/{one['id']}"
            self._server.ask("POST", f"{path}/take")
            self.resolve(path)


class Day:
    """Who takes part in it."""

    def __init__(self, server: Server) -> None:
        self.office = Office(server)
        self._server = server

    def phone(self, name: str) -> Phone:
        return Phone(self._server, name)


@dataclass(frozen=True)
class Scene:
    name: str
    hour: str
    what: str
    play: Callable[[Day], None]


def bill(day: Day) -> None:
    bruno = day.phone("Bruno")
    bruno.say("quero a segunda via do boleto")
    if "CPF" in bruno.hear("CPF ou CNPJ|Qual delas"):
        bruno.say("111.444.777-35")
        bruno.hear("Qual delas")
    bruno.press("^Venceu")
    bruno.hear(r"boleto-.*\.pdf")
    bruno.say("me manda o pix")
    if "Qual" in bruno.hear(r"Qual delas|br\.gov\.bcb\.pix"):
        bruno.press("^Venceu")
        bruno.hear(r"br\.gov\.bcb\.pix")


def unlock(day: Day) -> None:
    carla = day.phone("Carla")
    carla.say("minha internet está bloqueada, libera por favor")
    if "CPF" in carla.hear("CPF ou CNPJ|Confirma|período"):
        carla.say("390.533.447-05")
    if "Confirma" in carla.hear("Confirma|período"):
        carla.press("^Sim")
        carla.hear("liberado")


def outage(day: Day) -> None:
    elisa = day.phone("Elisa")
    elisa.say("minha net caiu")
    elisa.hear("Porto Velho")


def question(day: Day) -> None:
    diego = day.phone("Diego")
    diego.say("como mudo a senha do wi-fi?")
    diego.hear("Fonte:")


def person(day: Day) -> None:
    ana, office = day.phone("Ana"), day.office
    ana.say("quero falar com um atendente")
    ana.hear("pessoa")
    path = office.take(ana)
    office.write(path, "Boa tarde, Ana! Aqui é a Júlia. Em que posso ajudar?")
    ana.hear("Júlia")
    ana.say("obrigada, já resolvi!")
    office.write(path, "Que bom! Um ótimo dia.")
    ana.hear("ótimo dia")
    office.resolve(path)
    ana.hear("[Pp]rotocolo")
    ana.press("★★★★★")


SCENES = (
    Scene("bill", "08:10", "Bruno wants the second copy of his bill", bill),
    Scene("unlock", "09:25", "Carla is cut off and promises to pay", unlock),
    Scene("outage", "11:40", "A truck has torn the fibre in Porto Velho, and Elisa lives there", outage),
    Scene("question", "14:05", "Diego asks what the articles answer", question),
    Scene("person", "16:30", "Ana wants a person, and says how it was", person),
)


def prepare(server: Server, *, needs_articles: bool) -> None:
    """The simulator runs with the example's customers; where needed, all of its articles can be answered from."""
    state = server.ask("GET", SIMULATOR)
    if not state["is_offered"]:
        raise SystemExit("this server runs no simulator: TECNOCURSOS_WHATSAPP__SIMULATOR=true")
    added = server.ask("POST", f"{SIMULATOR}/example")["job_id"]
    server.ask("POST", SIMULATOR)

    def is_ready() -> bool:
        state, job = server.ask("GET", SIMULATOR), server.ask("GET", f"/api/v1/jobs/{added}")
        example = state["example"]
        is_read = example["articles_ready"] == example["articles"] or not needs_articles
        return bool(state["is_ready"] and job["state"] == "succeeded" and is_read)

    wait_for("the simulator with its example", is_ready)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server", help="e.g. http://127.0.0.1:8000")
    parser.add_argument("--email", required=True)
    parser.add_argument("--password", required=True)
    parser.add_argument("--only", help=f"some of {','.join(scene.name for scene in SCENES)}")
    arguments = parser.parse_args()
    wanted = arguments.only.split(",") if arguments.only else [scene.name for scene in SCENES]
    server = Server(arguments.server)
    server.sign_in(arguments.email, arguments.password)
    prepare(server, needs_articles="question" in wanted)
    Office(server).end_yesterday()
    began = time.monotonic()
    for scene in SCENES:
        if scene.name in wanted:
            print(f"\n{scene.hour}  {scene.what}")
            scene.play(Day(server))
    boxes = server.ask("GET", "/api/v1/conversations/counts")
    told = ", ".join(f"{name} {count}" for name, count in boxes.items())
    print(f"\nThe day took {time.monotonic() - began:.0f} s. Open conversations: {told}.")


def _words(message: dict[str, Any]) -> str:
    """A message in one line."""
    file = message["file"]["name"] or message["kind"] if message["file"] else ""
    choices = "".join(f" [{choice['title']}]" for choice in message["choices"])
    return " ".join(f"{message['text']} {file}{choices}".split())


if __name__ == "__main__":
    main()
