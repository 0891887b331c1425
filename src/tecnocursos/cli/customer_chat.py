"""A customer's chat in the terminal: what is typed is written, what is answered is shown as it comes."""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import typer

from tecnocursos.cli.errors import FileUnusable
from tecnocursos.cli.language import reason_of, say, terminal_language
from tecnocursos.cli.local_whatsapp import LocalWhatsApp
from tecnocursos.infra.files import write_whole
from tecnocursos.kit.errors import ProductError

_MEDIA: Final = ("image", "video", "audio", "document", "sticker")
_TICKS: Final = {"sent": "✓", "delivered": "✓✓", "read": "✓✓"}
_HELP: Final = (
    (
        "Type to write. A number chooses from the last menu.\n"
        "/file PATH [CAPTION]   /voice PATH   /location LAT LON   /phone   /react EMOJI   /quit"
    ),
    (
        "Digite para escrever. Um número escolhe no último menu.\n"
        "/arquivo CAMINHO [LEGENDA]   /voz CAMINHO   /local LAT LON   /telefone   /reagir EMOJI   /sair"
    ),
)


class CustomerChat:
    """Two threads: one reads what is typed, one shows what comes."""

    def __init__(self, whatsapp: LocalWhatsApp, folder: Path) -> None:
        self._whatsapp = whatsapp
        self._folder = folder
        self._ended = threading.Event()
        self._shown: dict[str, str] = {}
        """The state of each message that was shown, by wamid."""
        self._was_typing = False
        self._messages: list[dict[str, Any]] = []
        self._choices: list[dict[str, Any]] = []
        """What a number chooses from, until something else is written."""

    def run(self) -> None:
        """Until `/quit`, the end of what is typed, or Ctrl-C."""
        typer.echo(say(*_HELP))
        self._show(first := self._whatsapp.chat())
        threading.Thread(target=self._follow, args=(first["version"],), daemon=True).start()
        try:
            while not self._ended.is_set():
                if (line := input().strip()) and not self._do(line):
                    return
        except (EOFError, KeyboardInterrupt):
            return
        finally:
            self._ended.set()

    def _follow(self, version: int) -> None:
        try:
            while not self._ended.is_set():
                chat = self._whatsapp.chat(after=version)
                version = chat["version"]
                self._show(chat)
        except ProductError as error:
            if not self._ended.is_set():
                typer.echo(error.message(terminal_language()), err=True)
                self._ended.set()

    def _do(self, line: str) -> bool:
        """What a line asks for; False: to end."""
        command, _, rest = line.partition(" ")
        try:
            match command:
                case "/sair" | "/quit":
                    return False
                case "/ajuda" | "/help":
                    typer.echo(say(*_HELP))
                case "/arquivo" | "/file" | "/voz" | "/voice":
                    name, _, caption = rest.partition(" ")
                    self._whatsapp.write_file(Path(name), caption, is_voice=command in {"/voz", "/voice"})
                case "/local" | "/location":
                    latitude, longitude = map(float, rest.replace(",", " ").split())
                    self._whatsapp.write({"type": "location", "part": {"latitude": latitude, "longitude": longitude}})
                case "/telefone" | "/phone":
                    self._whatsapp.share_phone()
                case "/reagir" | "/react":
                    self._react(rest)
                case _ if command.startswith("/"):
                    typer.echo(say(*_HELP))
                case _:
                    self._say(line)
        except ProductError as error:
            typer.echo(error.message(terminal_language()), err=True)
        except OSError as error:
            unusable = FileUnusable(file=rest, reason=reason_of(error))
            typer.echo(unusable.message(terminal_language()), err=True)
        except ValueError:
            typer.echo(say(*_HELP), err=True)
        return True

    def _say(self, line: str) -> None:
        if line.isascii() and line.isdigit() and 1 <= int(line) <= len(self._choices):
            self._whatsapp.write({"choice_id": self._choices[int(line) - 1]["id"]})
        else:
            self._whatsapp.write({"text": line})
        self._choices = []

    def _react(self, emoji: str) -> None:
        received = [message for message in self._messages if not message["is_from_customer"]]
        if received:
            self._whatsapp.write({"type": "reaction", "part": {"message_id": received[-1]["wamid"], "emoji": emoji}})

    def _show(self, chat: Mapping[str, Any]) -> None:
        self._messages = chat["messages"]
        for message in self._messages:
            state = message["statuses"][-1]["status"] if message["statuses"] else ""
            before = self._shown.get(message["wamid"])
            self._shown[message["wamid"]] = state
            if message["is_from_customer"]:
                if state != before:
                    self._show_ticks(message, state)
            elif before is None and message["failed_with"] is None:
                self._show_message(message)
        if chat["is_typing"] and not self._was_typing:
            typer.echo(say("  … is writing", "  … digitando"))
        self._was_typing = chat["is_typing"]

    def _show_ticks(self, message: Mapping[str, Any], state: str) -> None:
        text = message["text"] or f"[{message['kind']}]"
        read = say(" read", " lida") if state == "read" else ""
        typer.echo(f"  {_TICKS.get(state, state)}{read}  {text}")

    def _show_message(self, message: Mapping[str, Any]) -> None:
        kind = message["kind"]
        text = message["text"]
        if kind in _MEDIA:
            text = "  ".join(filter(None, (text, self._kept_file(message["content"][kind], kind))))
        typer.echo(f"« {text}")
        self._choices = message["choices"] or self._choices
        for index, choice in enumerate(message["choices"], 1):
            described = f" — {choice['description']}" if choice["description"] else ""
            typer.echo(f"   {index}. {choice['title']}{described}")
        asked = message["content"].get("interactive")
        if asked is not None and asked["type"] == "request_contact_info":
            typer.echo(say("   (/phone shares your number)", "   (/telefone compartilha o seu número)"))

    def _kept_file(self, part: Mapping[str, Any], kind: str) -> str:
        """Where the file now is, or why it could not be kept."""
        if "link" in part:
            return f"[{part['link']}]"
        try:
            content, media_type = self._whatsapp.fetch(part["id"])
            # Whoever sent it named it: only its last part is a name here.
            plain = Path(part.get("filename") or "").name or f"{kind}{mimetypes.guess_extension(media_type) or ''}"
            path = self._folder / plain
            number = 1
            while path.exists():
                number += 1
                path = self._folder / f"{Path(plain).stem} {number}{Path(plain).suffix}"
            write_whole(path, content)
        except ProductError as error:
            return f"[{error.message(terminal_language())}]"
        except OSError as error:
            return f"[{reason_of(error)}]"
        return f"[{path}]"
