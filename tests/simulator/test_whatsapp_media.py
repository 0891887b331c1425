"""Files on the local WhatsApp server: up, down, and gone when their time is over."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import httpx2
import pytest

from whatsapp_world import TOKEN, World

PHONE = "5511987654321"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
PDF = b"%PDF-1.7 boleto"
DAY = 24 * 3600


def upload(world: World, content: bytes = PDF, media_type: str = "application/pdf") -> httpx2.Response:
    return world.http.post(
        f"{world.graph_url}/7001/media",
        headers=BEARER,
        data={"messaging_product": "whatsapp", "type": media_type},
        files={"file": ("boleto.pdf", content, media_type)},
    )


def node(world: World, media_id: str) -> httpx2.Response:
    return world.http.get(f"{world.graph_url}/{media_id}", headers=BEARER)


def test_an_upload_is_told_of_fetched_and_sent(world: World) -> None:
    world.customer()
    world.write(PHONE, text="2ª via")
    media_id = upload(world).json()["id"]
    told = node(world, media_id).json()
    assert (told["mime_type"], told["file_size"]) == ("application/pdf", str(len(PDF)))
    assert told["sha256"] == base64.b64encode(hashlib.sha256(PDF).digest()).decode()
    assert world.http.get(told["url"], headers=BEARER).content == PDF
    document = {"id": media_id, "filename": "boleto.pdf", "caption": "Seu boleto"}
    assert world.post({"to": f"+{PHONE}", "type": "document", "document": document}).status_code == 200
    assert world.chat(PHONE)["messages"][-1]["text"] == "Seu boleto"
    shown = world.http.get(f"{world.url}/simulator/numbers/7001/media/{media_id}")
    assert (shown.content, shown.headers["Content-Type"]) == (PDF, "application/pdf")


def test_an_address_is_good_for_five_minutes_and_with_the_token_only(world: World) -> None:
    media_id = upload(world).json()["id"]
    url = node(world, media_id).json()["url"]
    assert world.http.get(url).status_code == 401
    assert world.http.get(f"{url}x", headers=BEARER).status_code == 404
    assert world.http.get(url.replace("ext=", "ext=9"), headers=BEARER).status_code == 404
    world.advance(301)
    assert world.http.get(url, headers=BEARER).status_code == 404
    assert world.http.get(node(world, media_id).json()["url"], headers=BEARER).status_code == 200


def test_files_that_were_sent_live_a_month_and_those_of_customers_a_week(world: World) -> None:
    world.customer()
    file = {"content": base64.b64encode(PDF).decode(), "media_type": "application/pdf"}
    received = world.write(PHONE, type="document", file=file)["content"]["document"]["id"]
    sent = upload(world).json()["id"]
    ages: list[tuple[int, int]] = []
    for days in (6, 2, 21, 2):
        world.advance(days * DAY)
        ages.append((node(world, received).status_code, node(world, sent).status_code))
    assert ages == [(200, 200), (400, 200), (400, 200), (400, 400)]
    world.write(PHONE, text="ainda aí?")
    message = {"to": f"+{PHONE}", "type": "document", "document": {"id": sent}}
    assert world.refusal(message) == 131009


def test_a_file_can_be_deleted(world: World) -> None:
    media_id = upload(world).json()["id"]
    assert world.http.delete(f"{world.graph_url}/{media_id}", headers=BEARER).json() == {"success": True}
    assert node(world, media_id).json()["error"]["code"] == 100


@pytest.mark.parametrize(
    ("content", "media_type", "code"),
    [
        (PDF, "application/zip", 100),
        (b"no pdf", "application/pdf", 131053),
        (b"", "application/pdf", 131053),
        (b"\xff\xd8\xff" + bytes(5 * 1024**2), "image/jpeg", 131053),
    ],
)
def test_a_file_that_is_not_taken_is_refused(world: World, content: bytes, media_type: str, code: int) -> None:
    assert upload(world, content, media_type).json()["error"]["code"] == code


def test_a_document_cannot_be_sent_as_a_picture(world: World) -> None:
    world.customer()
    world.write(PHONE, text="oi")
    message = {"to": f"+{PHONE}", "type": "image", "image": {"id": upload(world).json()["id"]}}
    assert world.refusal(message) == 131053


def get(world: World, path: str, **query: Any) -> dict[str, Any]:
    found: dict[str, Any] = world.http.get(f"{world.graph_url}/{path}", params=query, headers=BEARER).json()
    return found


def test_templates_are_listed_in_pages(world: World) -> None:
    world.number("PUT", "/templates", [{"name": f"t{number}"} for number in range(7)])
    names, query = [], {"limit": "3"}
    while True:
        page = get(world, "100200300/message_templates", **query)
        names += [template["name"] for template in page["data"]]
        if "next" not in page["paging"]:
            break
        query["after"] = page["paging"]["cursors"]["after"]
    assert names == [f"t{number}" for number in range(7)]
    assert set(page["data"][0]) == {"id", "name", "language", "status", "category", "components"}


def test_a_number_tells_of_itself(world: World) -> None:
    told = get(world, "7001", fields="display_phone_number,verified_name,quality_rating")
    assert told == {
        "id": "7001",
        "display_phone_number": "+551140028922",
        "verified_name": "Provedor",
        "quality_rating": "GREEN",
    }
    assert get(world, "9999")["error"]["code"] == 100
