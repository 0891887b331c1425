"""Answers send the second of a shared video at which their passage is told, for as long as the link may be used."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from people import Person
from projects import COURSE, make_project
from tecnocursos.answers.models import AnswerVideo, VideoMomentRow
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.documents.passage_models import PassageRow
from tecnocursos.kit.clock import utc_now
from tecnocursos.worker.running import Runner

TEXT = """# Manual da Fibra Boa

## Pagar com PIX

O pagamento por PIX é reconhecido em 10 minutos.

## Trocar a senha

Abra o aplicativo e toque em Senha. A senha nova precisa de 8 caracteres.
"""
QUESTION = "como troco minha senha?"


def send(person: Person, runner: Runner, text: str, path: str = "/api/v1/documents") -> dict[str, Any]:
    sent = person.post(path, files={"file": ("manual.md", text.encode())})
    assert sent.status_code in {200, 201}, sent.text
    while runner.run_next():
        pass
    document: dict[str, Any] = sent.json()
    return document


@pytest.fixture
def render(platform: Platform, owner: Person, runner: Runner) -> str:
    """The path of a finished video whose second scene tells how the password is changed."""
    send(owner, runner, TEXT)
    with platform.database.transaction(owner.tenant_id) as session:
        wanted = sa.select(PassageRow).where(PassageRow.tenant_id == owner.tenant_id).order_by(PassageRow.position)
        passage = session.scalars(wanted).all()[-1]
        blocks, version_id = passage.block_ids, passage.version_id
    first, second = COURSE.scenes[:2]
    lines = (second.lines[0].model_copy(update={"sources": tuple(blocks)}),)
    course = COURSE.model_copy(update={"scenes": (first, second.model_copy(update={"lines": lines}))})
    project = make_project(platform, owner, course, document_version_id=version_id)
    render_id = owner.post(f"/api/v1/projects/{project}/renders", json={}).json()["id"]
    while runner.run_next(["media"]):
        pass
    return f"/api/v1/renders/{render_id}"


def video(person: Person) -> dict[str, Any] | None:
    told = person.post("/api/v1/answers", json={"question": QUESTION}).json()
    assert told["kind"] == "answer", told
    (citation,) = told["citations"]
    moment: dict[str, Any] | None = citation["video"]
    return moment


def share(person: Person, render: str, **fields: Any) -> dict[str, Any]:
    made = person.post(f"{render}/links", json={"expires_in_days": 30, **fields})
    assert made.status_code == 201, made.text
    link: dict[str, Any] = made.json()
    return link


def test_an_answer_opens_the_video_where_it_is_told(
    platform: Platform, client: TestClient, owner: Person, stranger: Person, runner: Runner, render: str
) -> None:
    assert share(owner, render)["in_answers"] is False
    assert video(owner) is None  # a link that was made for somebody is not sent to others

    link = share(owner, render, in_answers=True)
    starts = owner.get(render).json()["made"]["scene_starts_ms"]
    moment = video(owner)
    assert moment is not None
    at_ms = starts[COURSE.scenes[1].id]
    assert at_ms > 0
    assert (moment["scene_key"], moment["at_ms"]) == (COURSE.scenes[1].id, at_ms)
    assert moment["url"] == f"{link['url']}&t={at_ms / 1000:g}"
    token = moment["url"].partition("#token=")[2].partition("&")[0]
    assert client.post("/api/v1/shared/read", json={"token": token}).status_code == 200
    # What opens the video stands nowhere in the clear.
    with platform.database.transaction(owner.tenant_id) as session:
        kept = session.scalars(sa.select(AnswerVideo.url).where(AnswerVideo.tenant_id == owner.tenant_id)).one()
    assert token.encode() not in kept

    # The same document elsewhere has no such video.
    send(stranger, runner, TEXT)
    assert video(stranger) is None

    # A newer text may say something else than the video.
    listed = owner.get("/api/v1/documents").json()["items"][0]["id"]
    send(owner, runner, TEXT.replace("8 caracteres", "12 caracteres"), f"/api/v1/documents/{listed}/versions")
    assert video(owner) is None


def test_a_link_that_ended_is_not_sent(platform: Platform, owner: Person, render: str) -> None:
    link = share(owner, render, in_answers=True)
    assert video(owner) is not None
    assert owner.delete(f"{render}/links/{link['id']}").status_code == 204
    assert video(owner) is None
    share(owner, render, in_answers=True)
    with platform.database.transaction(owner.tenant_id) as session:
        ended = sa.update(AnswerVideo).where(AnswerVideo.tenant_id == owner.tenant_id).values(expires_at=utc_now())
        session.execute(ended)
    assert video(owner) is None
    assert owner.delete(render).status_code == 204
    with platform.database.transaction(owner.tenant_id) as session:
        left = sa.select(sa.func.count()).where(VideoMomentRow.tenant_id == owner.tenant_id)
        assert session.scalar(left) == 0
