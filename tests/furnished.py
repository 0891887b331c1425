"""An organisation that has been at work: a course from the example deck, and all that belongs to it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from served import ROOT
from visitors import Account, follow, new_address

EXAMPLES = ROOT / "examples"
ASSETS = {
    "pictures/casa-com-fibra.png": ["casa", "fibra"],
    "pictures/onde-colocar.png": ["roteador"],
    "pictures/luzes-da-onu.png": ["ONU"],
    "trilha.mp3": ["música"],
}
PATIENCE_SECONDS = 240


@dataclass(frozen=True)
class Furnished:
    """Ids of what there is."""

    project_id: str
    document_id: str
    brand_id: str
    lexicon_id: str
    render_id: str
    conversation_id: str
    customer_id: str


def furnish(account: Account) -> Furnished:
    brand = account.ask("POST", "/api/v1/brands", {"name": "Fibra Boa", "primary": "#0b5d57", "accent": "#f2a900"})
    entries = {"Wi-Fi": "uai fai", "ONU": "ó ene u", "roteador": "roteadôr"}
    lexicon = account.ask("POST", "/api/v1/lexicons", {"name": "Termos da internet", "entries": entries})
    project_id, document_id = make_course(account)
    for name, tags in ASSETS.items():
        asset_id = send_file(account, "/api/v1/assets/upload", EXAMPLES / name)["id"]
        asset = settled(lambda wanted=asset_id: account.ask("GET", f"/api/v1/assets/{wanted}"))  # type: ignore[misc]
        account.ask("PATCH", f"/api/v1/assets/{asset_id}", {"tags": tags}, **{"If-Match": f'"{asset["version"]}"'})
    colleague_address = new_address()
    account.ask("POST", "/api/v1/invitations", {"email": colleague_address, "role": "reviewer"})
    colleague = follow(account.server, "/api/v1/invitations/accept", colleague_address, name="Caio Reis")
    account.ask("POST", "/api/v1/invitations", {"email": new_address(), "role": "editor"})
    scenes = account.ask("GET", f"/api/v1/scenes?project_id={project_id}&sort=position")["items"]
    me = account.ask("GET", "/api/v1/account")["id"]
    remark = {"text": "Podemos falar mais devagar aqui?", "mentions": [me]}
    colleague.ask("POST", f"/api/v1/scenes/{scenes[0]['id']}/comments", remark)
    account.ask("POST", f"/api/v1/projects/{project_id}/revisions", {"name": "Primeira versão"})
    account.ask("POST", "/api/v1/api-keys", {"name": "Integração do LMS", "scopes": ["content:read"]})
    render = account.ask("POST", f"/api/v1/projects/{project_id}/renders", {"size": "720p"})
    settled(lambda: account.ask("GET", f"/api/v1/renders/{render['id']}"))
    conversation = converse(account)
    return Furnished(
        project_id,
        document_id,
        brand["id"],
        lexicon["id"],
        render["id"],
        conversation_id=conversation["id"],
        customer_id=conversation["customer_id"],
    )


def converse(account: Account) -> Any:
    """A customer of the simulator asks for a person, who takes it and writes. The server must have a simulator."""
    account.ask("POST", "/api/v1/support/simulator")
    patiently(lambda: account.ask("GET", "/api/v1/support/simulator"), lambda state: state["is_ready"])
    phone = account.ask("POST", "/api/v1/support/simulator/phones", {"name": "Rosa Lima"})
    writes = f"/api/v1/support/simulator/phones/{phone['user_id']}/messages"
    account.ask("POST", writes, {"kind": "text", "text": "Boa tarde! Quero falar com um atendente, por favor"})
    queue = "/api/v1/conversations?box=queue"
    patiently(lambda: account.ask("GET", queue)["items"], lambda found: len(found) == 1)
    (conversation,) = account.ask("GET", queue)["items"]
    path = f"/api/v1/conversations/{conversation['id']}"
    account.ask("POST", f"{path}/take")
    account.ask("POST", f"{path}/messages", {"text": "Boa tarde, Rosa! Em que posso ajudar?"})
    account.ask("POST", f"{path}/notes", {"text": "Cliente antiga, já mudou de plano em março."})
    return conversation


def make_course(account: Account, document: Path = EXAMPLES / "internet-em-casa.pptx") -> tuple[str, str]:
    """Upload the document, make a project of it, wait for its scenes. Gives the ids of both."""
    added = send_file(account, "/api/v1/documents", document)
    version = settled(
        lambda: account.ask("GET", f"/api/v1/documents/{added['id']}/versions/{added['version']['number']}")
    )
    made = account.ask("POST", "/api/v1/projects", {"document_version_id": version["id"]})
    project = settled(lambda: account.ask("GET", f"/api/v1/projects/{made['id']}"), "drafting")
    return project["id"], added["id"]


def send_file(account: Account, path: str, file: Path) -> Any:
    headers = {"Authorization": f"Bearer {account.token}"}
    with file.open("rb") as content:
        answer = httpx2.post(
            account.server.address + path, files={"file": (file.name, content)}, headers=headers, timeout=60
        )
    assert answer.is_success, answer.text
    return answer.json()


def settled(read: Callable[[], Any], state: str = "state") -> Any:
    """What `read` gives once nothing works on it any more."""
    found = patiently(read, lambda found: found[state] in {"ready", "succeeded", "failed", "cancelled", "refused"})
    assert found[state] in {"ready", "succeeded"}, found
    return found


def patiently(read: Callable[[], Any], is_there: Callable[[Any], bool]) -> Any:
    """What `read` gives as soon as it is as it should be."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_there(found := read()):
        assert time.monotonic() < deadline, found
        time.sleep(0.1)
    return found
