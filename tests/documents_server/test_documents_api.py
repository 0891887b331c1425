"""Documents over HTTP: sent, read by a job in the confined child, kept in versions; what is wrong is told."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from people import Person, join
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.worker.running import Runner

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = "# Wi-Fi em casa\n\nA faixa de 5 GHz é mais rápida.\n\n- Ligue o roteador\n- Espere 2 minutos\n"


def send(person: Person, content: bytes | str = TEXT, file_name: str = "wifi.md", **form: str) -> Any:
    raw = content.encode() if isinstance(content, str) else content
    return person.post("/api/v1/documents", files={"file": (file_name, raw)}, data=form)


@pytest.fixture
def opened_paths() -> Iterator[list[str]]:
    """What this process opens, while the test runs."""
    paths: list[str] = []
    is_over = False

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event in {"open", "os.mkdir", "os.link", "os.rename"} and not is_over:
            paths.extend(str(argument) for argument in arguments[:2])

    sys.addaudithook(note)  # for the life of the process
    yield paths
    is_over = True


def finish_jobs(runner: Runner) -> None:
    while runner.run_next():
        pass


def test_a_document_is_read_to_its_outline(owner: Person, runner: Runner) -> None:
    added = send(owner)
    assert added.status_code == 201
    document = added.json()["id"]
    assert added.headers["location"] == f"/api/v1/documents/{document}"
    early = owner.get(f"/api/v1/documents/{document}/outline")
    assert (early.status_code, early.json()["code"]) == (409, "document_version_not_ready")
    finish_jobs(runner)
    told = owner.get(f"/api/v1/documents/{document}").json()
    assert (told["name"], told["kind"], told["latest"]["state"]) == ("wifi", "markdown", "ready")
    assert told["latest"]["language"] == "pt-BR"
    assert owner.get(f"/api/v1/jobs/{added.json()['job_id']}").json()["state"] == "succeeded"
    outline = owner.get(f"/api/v1/documents/{document}/outline").json()
    assert outline["title"] == "Wi-Fi em casa"
    link = owner.get(f"/api/v1/documents/{document}/download").json()["url"]
    assert owner.client.get(link).text == TEXT


def test_pictures_of_a_deck_are_kept(platform: Platform, owner: Person, runner: Runner) -> None:
    deck = (EXAMPLES / "internet-em-casa.pptx").read_bytes()
    document = send(owner, deck, "internet.pptx", name="Internet em casa").json()["id"]
    finish_jobs(runner)
    version = owner.get(f"/api/v1/documents/{document}").json()["latest"]
    assert (version["state"], version["file_name"]) == ("ready", "internet.pptx")
    assert version["page_count"] > 10
    assert version["section_count"] > 10
    sections = owner.get(f"/api/v1/documents/{document}/outline").json()["sections"]
    name = next(block["file"] for section in sections for block in section["blocks"] if block["kind"] == "picture")
    link = owner.get(f"/api/v1/documents/{document}/pictures/{name}").json()["url"]
    assert owner.client.get(link).headers["content-type"].startswith("image/")
    unknown = owner.get(f"/api/v1/documents/{document}/pictures/nothing.png")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "document_picture_unknown")


def test_a_new_version_leaves_the_old_one(owner: Person, runner: Runner) -> None:
    document = send(owner).json()["id"]
    path = f"/api/v1/documents/{document}"
    second = owner.post(f"{path}/versions", files={"file": ("wifi.md", TEXT.replace("2", "3").encode())})
    assert second.status_code == 201
    finish_jobs(runner)
    assert [version["number"] for version in owner.get(f"{path}/versions").json()["items"]] == [2, 1]
    assert "3 minutos" in owner.get(f"{path}/outline").text
    assert "2 minutos" in owner.get(f"{path}/outline", params={"number": 1}).text
    assert owner.get(f"{path}/versions/9").json()["code"] == "document_version_unknown"


def test_versions_come_in_pages(owner: Person) -> None:
    path = f"/api/v1/documents/{send(owner).json()['id']}/versions"
    for _ in range(4):
        assert owner.post(path, files={"file": ("wifi.md", TEXT.encode())}).status_code == 201
    seen, cursor = [], None
    while True:
        page = owner.get(path, params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
        seen.append([version["number"] for version in page["items"]])
        if (cursor := page["next_cursor"]) is None:
            break
    assert seen == [[5, 4], [3, 2], [1]]
    assert owner.get(path, params={"cursor": "x"}).json()["code"] == "cursor_invalid"
    assert owner.get(path, params={"limit": 201}).json()["code"] == "request_invalid"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.md", b"", "document_without_bytes"),
        ("blank.md", b"  \n \n", "document_empty"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "document_damaged"),
        ("program.exe", b"MZ" + bytes(200), "document_unsupported"),
        ("page.md", b"<!doctype html><script>alert(1)</script>", "document_unsupported"),
    ],
)
def test_what_cannot_be_read_says_why_in_both_languages(
    owner: Person, runner: Runner, name: str, content: bytes, code: str
) -> None:
    added = send(owner, content, name).json()
    finish_jobs(runner)
    version = owner.get(f"/api/v1/documents/{added['id']}").json()["latest"]
    assert version["state"] == "failed"
    assert version["error"]["code"] == code
    assert name in version["error"]["en"]
    assert name in version["error"]["pt"]
    job = owner.get(f"/api/v1/jobs/{added['job_id']}").json()
    assert (job["state"], job["error"]["code"]) == ("failed", code)


def test_a_bomb_ends_its_reading_and_not_the_worker(owner: Person, runner: Runner) -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", '<Types><Override ContentType="presentationml"/></Types>')
        package.writestr("ppt/presentation.xml", b"0" * (64 << 20))
    document = send(owner, bomb.getvalue(), "bomb.pptx").json()["id"]
    good = send(owner).json()["id"]
    finish_jobs(runner)
    assert owner.get(f"/api/v1/documents/{document}").json()["latest"]["state"] == "failed"
    assert owner.get(f"/api/v1/documents/{good}").json()["latest"]["state"] == "ready"


def test_a_name_of_any_length_and_what_is_wrong_with_its_file_stay_out_of_the_log(
    owner: Person, runner: Runner, capfd: pytest.CaptureFixture[str]
) -> None:
    name = "relatório-confidencial-" + "文" * 300 + ".pdf"
    added = send(owner, b"%PDF-1.7\n1 0 obj\n<<", name).json()
    finish_jobs(runner)
    version = owner.get(f"/api/v1/documents/{added['id']}").json()["latest"]
    assert version["error"]["code"] == "document_damaged"
    assert version["file_name"].endswith("文.pdf")
    logged = "".join(capfd.readouterr())
    assert "document_damaged" in logged
    assert "confidencial" not in logged


def test_a_persons_name_for_a_file_is_not_given_to_the_file_system(
    owner: Person, runner: Runner, opened_paths: list[str]
) -> None:
    added = send(owner, file_name="confidencial-CON:aux.md").json()
    broken = send(owner, b"%PDF-1.7\n1 0 obj\n<<", "confidencial-2.pdf").json()
    finish_jobs(runner)
    assert owner.get(f"/api/v1/documents/{added['id']}").json()["latest"]["state"] == "ready"
    assert owner.get(f"/api/v1/documents/{added['id']}/outline").json()["source"]["name"] == "confidencial-CON:aux.md"
    assert "confidencial-2.pdf" in owner.get(f"/api/v1/documents/{broken['id']}").json()["latest"]["error"]["pt"]
    assert opened_paths
    assert [path for path in opened_paths if "confidencial" in path] == []


def test_a_name_that_no_form_can_carry_is_told(owner: Person) -> None:
    answer = send(owner, file_name="n" * 5_000 + ".md")
    assert (answer.status_code, answer.json()["code"]) == (422, "file_name_too_long")


def test_a_name_cannot_leave_its_folder(owner: Person, runner: Runner) -> None:
    document = send(owner, file_name="../../../etc/wifi.md").json()["id"]
    finish_jobs(runner)
    version = owner.get(f"/api/v1/documents/{document}").json()["latest"]
    assert (version["file_name"], version["state"]) == ("wifi.md", "ready")


def test_lists_are_searched_without_accents_and_paged(owner: Person) -> None:
    for name in ("Instalação", "Segurança", "instalar"):
        send(owner, name=name)
    found = owner.get("/api/v1/documents", params={"search": "INSTALACAO"}).json()["items"]
    assert [document["name"] for document in found] == ["Instalação"]
    page = owner.get("/api/v1/documents", params={"sort": "name", "limit": 2}).json()
    rest = owner.get("/api/v1/documents", params={"sort": "name", "limit": 2, "cursor": page["next_cursor"]}).json()
    names = [document["name"] for document in page["items"] + rest["items"]]
    assert names == ["Instalação", "instalar", "Segurança"]
    assert owner.get("/api/v1/documents", params={"search": "100%"}).json()["items"] == []


def test_renaming_needs_the_version_that_was_read(owner: Person) -> None:
    path = f"/api/v1/documents/{send(owner).json()['id']}"
    tag = owner.get(path).headers["etag"]
    assert owner.patch(path, json={"name": "Outro"}).status_code == 428
    renamed = owner.patch(path, json={"name": "Outro"}, headers={"If-Match": tag})
    assert (renamed.status_code, renamed.json()["name"]) == (200, "Outro")
    assert owner.patch(path, json={"name": "Tarde"}, headers={"If-Match": tag}).status_code == 412
    assert owner.patch(path, json={"name": " "}, headers={"If-Match": "*"}).status_code == 422
    assert owner.delete(path, headers={"If-Match": renamed.headers["etag"]}).status_code == 204
    assert owner.get(path).json()["code"] == "document_unknown"


def test_exactly_one_source_is_sent(owner: Person) -> None:
    both = {"data": {"upload_id": "01938c5e-7f00-7000-8000-000000000001"}, "files": {"file": ("a.md", b"# A")}}
    assert owner.post("/api/v1/documents", **both).json()["code"] == "sent_twice"
    assert owner.post("/api/v1/documents", data={"name": "x"}).json()["code"] == "nothing_sent"
    missing = owner.post("/api/v1/documents", data={"upload_id": "01938c5e-7f00-7000-8000-000000000001"})
    assert missing.json()["code"] == "upload_not_found"


def test_tenants_and_roles_are_kept_apart(platform: Platform, client: TestClient, owner: Person) -> None:
    document = send(owner).json()["id"]
    path = f"/api/v1/documents/{document}"
    stranger = join(platform, client)
    for answer in (
        stranger.get(path),
        stranger.get(f"{path}/versions"),
        stranger.get(f"{path}/outline"),
        stranger.get(f"{path}/download"),
        stranger.patch(path, json={"name": "x"}, headers={"If-Match": "*"}),
        stranger.delete(path, headers={"If-Match": "*"}),
        stranger.post(f"{path}/versions", files={"file": ("a.md", b"# A")}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "document_unknown")
    assert stranger.get("/api/v1/documents").json()["items"] == []
    viewer = join(platform, client, "viewer", owner.tenant_id)
    assert viewer.get(path).status_code == 200
    assert send(viewer).json()["code"] == "permission_missing"
    assert viewer.delete(path, headers={"If-Match": "*"}).json()["code"] == "permission_missing"
