"""Whoever repeats the start of an upload with its key goes on with the same upload."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from people import Person, join
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.files import service, uploads
from tecnocursos.files.models import Upload

TUS = {"Tus-Resumable": "1.0.0"}
STREAM = {"Content-Type": "application/offset+octet-stream"}


def _key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid.uuid4())}


def _announce(person: Person, length: int, key: dict[str, str], content: bytes = b"", **headers: str) -> Any:
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = TUS | {"Upload-Length": str(length)} | (STREAM if content else {}) | key | more
    return person.post("/api/v1/uploads", headers=sent, content=content)


def _count(platform: Platform, person: Person) -> int:
    with platform.database.transaction(person.tenant_id, is_reading=True) as session:
        return session.scalar(select(func.count()).where(Upload.tenant_id == person.tenant_id)) or 0


def _content(platform: Platform, person: Person, place: str) -> bytes:
    with platform.database.transaction(person.tenant_id) as session:
        taken = uploads.take_upload(session, person.actor, UUID(place.rpartition("/")[2]))
        return b"".join(service.stream(platform.storage, taken.file))


def test_an_announcement_that_is_repeated_is_one_upload(platform: Platform, owner: Person) -> None:
    key = _key()
    first, again = (_announce(owner, 10, key, Upload_Metadata="filename YS5wbmc=") for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.headers["location"] == again.headers["location"]
    assert first.headers["upload-expires"] == again.headers["upload-expires"]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert again.headers["tus-resumable"] == "1.0.0"
    assert _count(platform, owner) == 1


def test_many_announcements_at_once_are_one_upload(platform: Platform, owner: Person) -> None:
    key = _key()
    with ThreadPoolExecutor(10) as threads:
        calls = [threads.submit(_announce, owner, 10, key) for _ in range(30)]
        answers = [call.result() for call in calls]
    assert len({answer.headers["location"] for answer in answers if answer.status_code == 201}) == 1
    assert {answer.json()["code"] for answer in answers if answer.status_code != 201} <= {"still_running", "busy"}
    assert _count(platform, owner) == 1


@pytest.mark.parametrize(
    "other", [{"Upload_Length": "11"}, {"Upload_Metadata": "filename Yi5wbmc="}, {"Content_Type": "text/plain"}]
)
def test_a_key_is_good_for_one_announcement(platform: Platform, owner: Person, other: dict[str, str]) -> None:
    key = _key()
    assert _announce(owner, 10, key, Upload_Metadata="filename YS5wbmc=").status_code == 201
    answer = _announce(owner, 10, key, **{"Upload_Metadata": "filename YS5wbmc="} | other)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert answer.headers["tus-resumable"] == "1.0.0"
    assert _count(platform, owner) == 1


def test_keys_of_uploads_belong_to_one_person(platform: Platform, client: TestClient, owner: Person) -> None:
    key = _key()
    colleague = join(platform, client, "editor", owner.tenant_id)
    places = {_announce(person, 10, key).headers["location"] for person in (owner, colleague)}
    assert len(places) == 2


def test_a_key_of_another_route_is_refused_and_an_odd_one_too(owner: Person) -> None:
    key = _key()
    assert owner.post("/api/v1/brands", json={"name": "Fibra"}, headers=key).status_code == 201
    assert _announce(owner, 10, key).json()["code"] == "idempotency_key_reused"
    assert _announce(owner, 10, {"Idempotency-Key": "x" * 256}).json()["code"] == "idempotency_key_invalid"


def test_first_bytes_that_are_there_are_not_taken_again(platform: Platform, owner: Person) -> None:
    key = _key()
    first, again = (_announce(owner, 10, key, b"01234") for _ in range(2))
    assert first.headers["location"] == again.headers["location"]
    assert (again.status_code, again.headers["upload-offset"]) == (201, "5")
    place = again.headers["location"]
    more = TUS | STREAM | {"Upload-Offset": "5"}
    assert owner.patch(place, headers=more, content=b"56789").status_code == 204
    assert _announce(owner, 10, key, b"01234").headers["upload-offset"] == "10"
    assert _content(platform, owner, place) == b"0123456789"


def test_first_bytes_that_were_lost_are_taken_when_they_come_again(platform: Platform, owner: Person) -> None:
    key = _key()
    # The checksum of other bytes: the upload is announced, and none of what came is kept.
    sum_of_them = "sha1 EZBKTot39iQuLSiHBQI62tAKkxA="
    lost = _announce(owner, 5, key, b"43210", Upload_Checksum=sum_of_them)
    assert lost.json()["code"] == "upload_checksum_mismatch"
    again = _announce(owner, 5, key, b"01234", Upload_Checksum=sum_of_them)
    assert (again.status_code, again.headers["upload-offset"]) == (201, "5")
    assert _count(platform, owner) == 1
    assert _content(platform, owner, again.headers["location"]) == b"01234"


def test_an_upload_that_was_given_up_does_not_come_back(platform: Platform, owner: Person) -> None:
    key = _key()
    place = _announce(owner, 10, key).headers["location"]
    assert owner.delete(place, headers=TUS).status_code == 204
    assert _announce(owner, 10, key).json()["code"] == "upload_not_found"
    assert _count(platform, owner) == 0
