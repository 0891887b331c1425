"""Comments as reviewers use them."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from people import Person, join
from projects import COURSE, change_course, make_project, scene_ids, with_line
from tecnocursos.bootstrap.platform import Platform


@pytest.fixture
def project(platform: Platform, owner: Person) -> UUID:
    return make_project(platform, owner)


@pytest.fixture
def scene(platform: Platform, owner: Person, project: UUID) -> UUID:
    return scene_ids(platform, owner, project)[1]


def write(person: Person, scene: UUID, text: str = "Falta dizer qual cabo.", **more: Any) -> dict[str, Any]:
    answer = person.post(f"/api/v1/scenes/{scene}/comments", json={"text": text} | more)
    assert answer.status_code == 201, answer.text
    comment: dict[str, Any] = answer.json()
    return comment


@pytest.mark.parametrize(
    "text",
    [
        'O\'Brien disse: "1<2 & 3"',
        " com espaços \n\n e linhas ",
        "👩‍🏫 שלום مرحبا",
        "'; DROP TABLE comments; --",
        "x" * 5000,
    ],
)
def test_what_is_written_is_kept_to_the_letter(owner: Person, scene: UUID, text: str) -> None:
    comment = write(owner, scene, text)
    assert comment["text"] == text
    assert owner.get(f"/api/v1/comments/{comment['id']}").json()["text"] == text


@pytest.mark.parametrize(
    "body",
    [
        {"text": ""},
        {"text": " \n\t "},
        {"text": "a\x00b"},
        {"text": "x" * 5001},
        {"text": "x", "mentions": ["nobody"]},
        {"text": "x", "surprise": 1},
        {"text": "x", "words": {"line": -1, "word_start": 0, "word_end": 1}},
        {"text": "x", "words": {"line": 0, "word_start": 0, "word_end": 999}},
        {"text": "x", "words": {"line": 0, "word_start": 0, "word_end": 1, "quote": "outra"}},
        {"text": "x", "mentions": [str(uuid4())]},
        {},
    ],
)
def test_what_makes_no_sense_is_refused(owner: Person, scene: UUID, body: dict[str, Any]) -> None:
    assert owner.post(f"/api/v1/scenes/{scene}/comments", json=body).status_code == 422


def test_a_thread_is_answered_resolved_and_reopened(owner: Person, scene: UUID, project: UUID) -> None:
    first = write(owner, scene)
    answer = write(owner, scene, "O azul.", thread_id=first["id"])
    (thread,) = owner.get(f"/api/v1/scenes/{scene}/comments").json()["items"]
    assert [thread["id"], [one["id"] for one in thread["answers"]]] == [first["id"], [answer["id"]]]

    path = f"/api/v1/comments/{first['id']}"
    resolved = owner.patch(path, json={"is_resolved": True}, headers={"If-Match": '"1"'})
    assert resolved.json()["resolved_by"] == str(owner.actor.user_id)
    assert owner.get(f"/api/v1/scenes/{scene}/comments?state=open").json()["items"] == []
    assert owner.get(f"/api/v1/projects/{project}/comments/summary").json() == {"open": 0, "resolved": 1}
    again = owner.patch(path, json={"is_resolved": False}, headers={"If-Match": resolved.headers["etag"]})
    assert again.json()["resolved_at"] is None
    nested = owner.post(f"/api/v1/scenes/{scene}/comments", json={"text": "x", "thread_id": answer["id"]})
    assert nested.json()["code"] == "comment_not_a_thread"
    tag = f'"{answer["version"]}"'
    not_first = owner.patch(f"/api/v1/comments/{answer['id']}", json={"is_resolved": True}, headers={"If-Match": tag})
    assert not_first.json()["code"] == "comment_not_a_thread"


def test_two_editors_do_not_overwrite_one_another(owner: Person, scene: UUID) -> None:
    path = f"/api/v1/comments/{write(owner, scene)['id']}"
    assert owner.patch(path, json={"text": "a"}).status_code == 428
    assert owner.patch(path, json={"text": "a"}, headers={"If-Match": '"1"'}).json()["edited_at"]
    assert owner.patch(path, json={"text": "b"}, headers={"If-Match": '"1"'}).status_code == 412
    assert owner.delete(path, headers={"If-Match": '"1"'}).status_code == 412
    assert owner.get(path).json()["text"] == "a"


def test_only_whoever_wrote_it_edits_and_admins_may_delete(
    platform: Platform, client: TestClient, owner: Person, scene: UUID
) -> None:
    reviewer = join(platform, client, "reviewer", owner.tenant_id)
    other = join(platform, client, "reviewer", owner.tenant_id)
    viewer = join(platform, client, "viewer", owner.tenant_id)
    comment = write(reviewer, scene)
    path, tag = f"/api/v1/comments/{comment['id']}", {"If-Match": '"1"'}
    assert other.patch(path, json={"text": "x"}, headers=tag).json()["code"] == "comment_not_yours"
    assert owner.patch(path, json={"text": "x"}, headers=tag).json()["code"] == "comment_not_yours"
    assert other.delete(path, headers=tag).json()["code"] == "comment_not_yours"
    assert viewer.get(path).status_code == 200
    assert viewer.post(f"/api/v1/scenes/{scene}/comments", json={"text": "x"}).status_code == 403
    assert owner.delete(path, headers=tag).status_code == 204
    assert reviewer.get(path).json()["code"] == "comment_not_found"


def test_a_deleted_first_comment_leaves_its_place_until_the_last_answer_goes(owner: Person, scene: UUID) -> None:
    first = write(owner, scene, words={"line": 0, "word_start": 1, "word_end": 3, "quote": "a fibra."})
    answer = write(owner, scene, "Sim.", thread_id=first["id"])
    assert owner.delete(f"/api/v1/comments/{first['id']}", headers={"If-Match": '"1"'}).status_code == 204
    (thread,) = owner.get(f"/api/v1/scenes/{scene}/comments").json()["items"]
    assert (thread["is_deleted"], thread["text"], thread["anchor"]) == (True, "", None)
    late = owner.post(f"/api/v1/scenes/{scene}/comments", json={"text": "x", "thread_id": first["id"]})
    assert late.json()["code"] == "comment_deleted"
    assert owner.delete(f"/api/v1/comments/{answer['id']}", headers={"If-Match": '"1"'}).status_code == 204
    assert owner.get(f"/api/v1/scenes/{scene}/comments").json()["items"] == []


def test_a_comment_follows_its_words_and_says_when_they_are_gone(
    platform: Platform, owner: Person, project: UUID, scene: UUID
) -> None:
    comment = write(owner, scene, words={"line": 0, "word_start": 1, "word_end": 3})
    assert comment["anchor"]["quote"] == "a fibra."
    path = f"/api/v1/comments/{comment['id']}"
    change_course(platform, owner, project, with_line(COURSE, 1, 0, "Bem no começo, a fibra."))
    place = owner.get(path).json()["place"]
    assert (place["word_start"], place["char_start"]) == (3, 15)
    change_course(platform, owner, project, with_line(COURSE, 1, 0, "Primeiro, o cabo."))
    gone = owner.get(path).json()
    assert (gone["is_orphaned"], gone["place"], gone["anchor"]["quote"]) == (True, None, "a fibra.")
    change_course(platform, owner, project, COURSE)
    assert owner.get(path).json()["is_orphaned"] is False


def test_who_is_mentioned_is_notified_once_and_only_people_of_the_tenant_can_be(
    platform: Platform, client: TestClient, owner: Person, scene: UUID
) -> None:
    ana = join(platform, client, "reviewer", owner.tenant_id)
    stranger = join(platform, client)
    mentioned = [str(ana.actor.user_id), str(owner.actor.user_id), str(ana.actor.user_id)]
    comment = write(owner, scene, mentions=mentioned)
    (told,) = ana.get("/api/v1/notifications").json()["items"]
    assert (told["kind"], told["payload"]["comment_id"]) == ("comment.mentioned", comment["id"])
    assert owner.get("/api/v1/notifications").json()["items"] == []
    owner.patch(
        f"/api/v1/comments/{comment['id']}", json={"text": "Outro", "mentions": mentioned}, headers={"If-Match": '"1"'}
    )
    assert len(ana.get("/api/v1/notifications").json()["items"]) == 1
    refused = owner.post(
        f"/api/v1/scenes/{scene}/comments", json={"text": "x", "mentions": [str(stranger.actor.user_id)]}
    )
    assert refused.json()["code"] == "comment_mention_unknown"


def test_lists_go_on_where_the_page_ended(owner: Person, project: UUID, scene: UUID) -> None:
    written = [write(owner, scene, f"n. {number}")["id"] for number in range(5)]
    for path, expected in (
        (f"/api/v1/scenes/{scene}/comments", written),
        (f"/api/v1/projects/{project}/comments", written[::-1]),
    ):
        seen, cursor = [], None
        while True:
            page = owner.get(path, params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
            seen += [thread["id"] for thread in page["items"]]
            if (cursor := page["next_cursor"]) is None:
                break
        assert seen == expected


def test_another_tenant_sees_nothing_of_it(
    platform: Platform, client: TestClient, owner: Person, project: UUID, scene: UUID
) -> None:
    comment = write(owner, scene)
    stranger = join(platform, client)
    path = f"/api/v1/comments/{comment['id']}"
    assert stranger.get(path).status_code == 404
    assert stranger.patch(path, json={"text": "x"}, headers={"If-Match": "*"}).status_code == 404
    assert stranger.delete(path, headers={"If-Match": "*"}).status_code == 404
    assert stranger.get(f"/api/v1/scenes/{scene}/comments").status_code == 404
    assert stranger.post(f"/api/v1/scenes/{scene}/comments", json={"text": "x"}).status_code == 404
    assert stranger.get(f"/api/v1/projects/{project}/comments").status_code == 404
    own = scene_ids(platform, stranger, make_project(platform, stranger))[0]
    crossed = stranger.post(f"/api/v1/scenes/{own}/comments", json={"text": "x", "thread_id": comment["id"]})
    assert crossed.status_code == 404
