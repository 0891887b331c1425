"""Questions over HTTP: cited answers, refusals, one tenant's documents only, synonyms."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from people import Person
from tecnocursos.answers import service
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.documents.messages import FindUnindexed
from tecnocursos.documents.models import DocumentVersion
from tecnocursos.documents.passage_models import DocumentTerm, PassageRow, PassageTerms
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.worker.running import Runner

TEXT = """# Manual da Fibra Boa

## Trocar a senha

Abra o aplicativo e toque em Senha. A senha nova precisa de {least} caracteres.

## Pagar com PIX

O pagamento por PIX é reconhecido em 10 minutos.
"""


def send(person: Person, runner: Runner, text: str, path: str = "/api/v1/documents", name: str = "manual.md") -> Any:
    sent = person.post(path, files={"file": (name, text.encode())})
    assert sent.status_code in {200, 201}, sent.text
    while runner.run_next():
        pass
    return sent.json()


def ask(person: Person, question: str, path: str = "/api/v1/answers", **more: Any) -> Any:
    told = person.post(path, json={"question": question} | more)
    assert told.status_code == 200, told.text
    return told.json()


def test_an_answer_cites_where_it_is_from(owner: Person, runner: Runner) -> None:
    document = send(owner, runner, TEXT.format(least=8))
    told = ask(owner, "como troco minha senha?")
    assert told["kind"] == "answer"
    assert told["text"] == "Abra o aplicativo e toque em Senha. A senha nova precisa de 8 caracteres."
    (citation,) = told["citations"]
    assert citation["document_id"] == document["id"]
    assert (citation["document_name"], citation["version_number"]) == ("manual", 1)
    assert citation["heading"] == "Manual da Fibra Boa › Trocar a senha"
    assert citation["quote"] == told["text"]


def test_what_the_documents_do_not_say_is_refused(owner: Person, runner: Runner) -> None:
    send(owner, runner, TEXT.format(least=8))
    told = ask(owner, "vocês vendem bicicleta elétrica?")
    assert (told["kind"], told["citations"]) == ("refusal", [])
    assert told["text"] == "Não encontrei essa informação nos documentos."
    assert ask(owner, "do you sell bicycles?", language="en-US")["text"] == "I did not find this in the documents."


def test_nothing_to_search_is_a_refusal(owner: Person) -> None:
    assert ask(owner, "como troco minha senha?")["kind"] == "refusal"
    assert ask(owner, "?!")["kind"] == "refusal"


@pytest.mark.parametrize(
    "question", ["\"senha' OR 1=1 --", "senha NOT (NEAR/3) * ^", "tenant_id : x", "'senha' & !pix | <->:*"]
)
def test_no_question_is_syntax(owner: Person, runner: Runner, question: str) -> None:
    send(owner, runner, TEXT.format(least=8))
    assert ask(owner, question)["kind"] in {"answer", "refusal"}


def test_a_new_version_answers_in_the_place_of_the_old_one(owner: Person, runner: Runner) -> None:
    document = send(owner, runner, TEXT.format(least=8))
    send(owner, runner, TEXT.format(least=12), f"/api/v1/documents/{document['id']}/versions")
    told = ask(owner, "como troco minha senha?")
    assert "12 caracteres" in told["text"]
    assert [citation["version_number"] for citation in told["citations"]] == [2]


def test_deleting_a_document_deletes_its_passages(owner: Person, runner: Runner, platform: Platform) -> None:
    document = send(owner, runner, TEXT.format(least=8))
    deleted = owner.delete(f"/api/v1/documents/{document['id']}", headers={"If-Match": "*"})
    assert deleted.status_code == 204
    assert ask(owner, "como troco minha senha?")["kind"] == "refusal"
    with platform.database.transaction(owner.tenant_id) as session:
        for table in (PassageRow, PassageTerms, DocumentTerm):
            left = session.scalar(select(func.count()).where(table.tenant_id == owner.tenant_id))
            assert left == 0, table


def test_the_same_question_is_answered_from_ones_own_documents(owner: Person, stranger: Person, runner: Runner) -> None:
    send(owner, runner, TEXT.format(least=8))
    send(stranger, runner, TEXT.format(least=99))
    mine, theirs = ask(owner, "como troco minha senha?"), ask(stranger, "como troco minha senha?")
    assert "8 caracteres" in mine["text"]
    assert "99" not in mine["text"]
    assert "99 caracteres" in theirs["text"]
    document = mine["citations"][0]["document_id"]
    assert ask(stranger, "como troco minha senha?", document_ids=[document])["kind"] == "refusal"


def test_only_the_documents_named_are_searched(owner: Person, runner: Runner) -> None:
    send(owner, runner, TEXT.format(least=8))
    other = send(owner, runner, "# Receitas\n\nBata os ovos com a farinha e asse por 40 minutos.\n", name="bolo.md")
    assert ask(owner, "como troco minha senha?", document_ids=[other["id"]])["kind"] == "refusal"
    assert ask(owner, "como troco minha senha?", document_ids=[])["kind"] == "refusal"


def test_a_course_is_asked_about_its_own_document(owner: Person, runner: Runner) -> None:
    document = send(owner, runner, TEXT.format(least=8))
    send(owner, runner, "# Receitas\n\nBata os ovos com a farinha e asse por 40 minutos.\n", name="bolo.md")
    version = owner.get(f"/api/v1/documents/{document['id']}").json()["latest"]["id"]
    body = {"title": "Curso", "language": "pt-BR", "document_version_id": version}
    project = owner.post("/api/v1/projects", json=body).json()["id"]
    path = f"/api/v1/projects/{project}/answers"
    assert "8 caracteres" in ask(owner, "como troco minha senha?", path)["text"]
    assert ask(owner, "por quanto tempo asso com farinha e ovos?", path)["kind"] == "refusal"
    bare = owner.post("/api/v1/projects", json={"title": "Vazio", "language": "pt-BR"}).json()["id"]
    assert ask(owner, "como troco minha senha?", f"/api/v1/projects/{bare}/answers")["kind"] == "refusal"


def test_synonyms_of_the_tenant_are_understood(owner: Person, runner: Runner) -> None:
    send(owner, runner, TEXT.format(least=8))
    assert ask(owner, "como troco minha chavinha?")["kind"] == "refusal"
    made = owner.post("/api/v1/synonyms", json={"phrases": ["chavinha", "senha"]})
    assert made.status_code == 201
    path = f"/api/v1/synonyms/{made.json()['id']}"
    assert "8 caracteres" in ask(owner, "como troco minha chavinha?")["text"]
    changed = owner.patch(path, json={"phrases": ["segredinho", "senha"]}, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert ask(owner, "como troco minha chavinha?")["kind"] == "refusal"
    assert owner.delete(path, headers={"If-Match": '"1"'}).status_code == 412
    assert owner.delete(path, headers={"If-Match": '"2"'}).status_code == 204
    assert owner.get(path).json()["code"] == "synonym_not_found"


def test_misspelt_words_are_understood(owner: Person, runner: Runner) -> None:
    send(owner, runner, TEXT.format(least=8))
    assert "10 minutos" in ask(owner, "quando o pagametno por pix é reconhecdo")["text"]


def test_an_earlier_question_helps_a_short_one(owner: Person, runner: Runner, platform: Platform) -> None:
    send(owner, runner, TEXT.format(least=8))
    with platform.database.transaction(owner.tenant_id) as session:
        (best, *_) = service.find_passages(session, owner.actor, "e por pix?")
        assert best.row.heading == "Manual da Fibra Boa › Pagar com PIX"
        told = service.answer(session, owner.actor, "e quantos caracteres?", history=["como troco a senha?"])
    assert "8 caracteres" in told.text


def test_documents_read_before_there_were_passages_get_theirs(
    owner: Person, runner: Runner, platform: Platform
) -> None:
    send(owner, runner, TEXT.format(least=8))
    with platform.database.transaction(owner.tenant_id) as session:
        for table in (PassageRow, DocumentTerm):
            for row in session.scalars(select(table).where(table.tenant_id == owner.tenant_id)):
                session.delete(row)
        (version,) = session.scalars(select(DocumentVersion).where(DocumentVersion.tenant_id == owner.tenant_id))
        version.passage_edition = None
    assert ask(owner, "como troco minha senha?")["kind"] == "refusal"
    with platform.database.transaction(SYSTEM) as session:
        enqueue(session, FindUnindexed())
    while runner.run_next():
        pass
    assert "8 caracteres" in ask(owner, "como troco minha senha?")["text"]
