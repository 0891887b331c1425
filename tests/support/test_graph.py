"""The client of the Graph API against the local WhatsApp server, over HTTP."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import uuid4

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tecnocursos.support.contents import Content, Media, TemplateUse
from tecnocursos.support.replies import AskPhone, Attachment, Buttons, Choice, Code, Menu, Reply, Text
from tecnocursos.support.whatsapp.graph import Graph, MediaUnfit
from tecnocursos.support.whatsapp.graph_errors import NotReached, OutcomeUnknown, Refusal
from tecnocursos.support.whatsapp.message_forms import content_of, form_of, parts_of
from tecnocursos.support.whatsapp.updates import Identity
from whatsapp_world import TOKEN, World, whatsapp_world

PHONE = "5511987654321"
ROSA = Identity(phone=PHONE)
PDF = b"%PDF-1.7 boleto"


@pytest.fixture(scope="module")
def _world() -> Iterator[World]:
    with whatsapp_world() as world:
        yield world


@pytest.fixture
def world(_world: World) -> World:
    """Rosa has just written."""
    _world.register()
    _world.customer()
    _world.write(PHONE, text="oi")
    return _world


@pytest.fixture(scope="module")
def client() -> Iterator[httpx2.Client]:
    with httpx2.Client(trust_env=False) as client:
        yield client


@pytest.fixture
def graph(world: World, client: httpx2.Client) -> Graph:
    return Graph(client, world.graph_url, TOKEN, "7001", "100200300")


def said(world: World) -> str:
    return str(world.chat(PHONE)["messages"][-1]["text"])


def choices(count: int) -> tuple[Choice, ...]:
    return tuple(Choice(id=f"c{number}", title=f"Opção {number}", description="x" * 90) for number in range(count))


@pytest.mark.parametrize(
    "reply",
    [
        Text(text="Olá"),
        Text(text="palavra " * 512),
        Code(text="00020126580014br.gov.bcb.pix"),
        Buttons(text="Qual?", choices=choices(3)),
        Buttons(text="Qual?", choices=choices(5)),
        Buttons(text="x " * 600, choices=choices(2)),
        Menu(text="Qual?", button="Ver todas as opções que há", choices=choices(10)),
        Menu(text="Qual?", button="Ver", choices=choices(12)),
        Menu(text="Qual?", button="Ver", choices=(Choice(id="1", title="um título com mais de vinte e quatro"),)),
        AskPhone(text="Compartilhe seu telefone, por favor."),
    ],
)
def test_every_reply_is_taken(graph: Graph, world: World, reply: Reply) -> None:
    kind, content = content_of(reply)
    sent = graph.send(form_of(kind, content, ROSA, uuid4()))
    message = world.chat(PHONE)["messages"][-1]
    assert (message["wamid"], sent.status) == (sent.wamid, "accepted")
    assert message["text"].startswith(content.text[:20])


@given(
    text=st.text(min_size=1, max_size=1200).filter(lambda text: text.strip()),
    titles=st.lists(st.text("abc é👍", min_size=1, max_size=60), min_size=1, max_size=12),
)
def test_no_reply_exceeds_a_limit(text: str, titles: list[str]) -> None:
    """Counted here, as the documentation has it, and not by what the code itself thinks."""
    offered = tuple(Choice(id=str(number), title=title) for number, title in enumerate(titles))
    for reply in (Buttons(text=text, choices=offered), Menu(text=text, button="Ver", choices=offered)):
        kind, content = content_of(reply)
        form = form_of(kind, content, ROSA, uuid4())
        if kind == "buttons":
            rows = [button["reply"] for button in form["interactive"]["action"]["buttons"]]
            assert len(rows) <= 3
            assert all(len(row["title"]) <= 20 for row in rows)
        elif kind == "menu":
            rows = form["interactive"]["action"]["sections"][0]["rows"]
            assert len(rows) <= 10
            assert all(len(row["title"]) <= 24 for row in rows)


@given(st.text("ab \n", max_size=300))
def test_a_long_text_is_parted_without_losing_words(text: str) -> None:
    parts = parts_of(text, 40)
    assert all(0 < len(part) <= 40 for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_somebody_known_by_their_id_only_is_answered(graph: Graph, world: World) -> None:
    known = world.customer(None)["user_id"]
    world.write(known, text="oi")
    graph.send(form_of("text", Content(text="olá"), Identity(bsuid=known), uuid4()))
    assert [message["text"] for message in world.chat(known)["messages"]] == ["oi", "olá"]
    assert world.counts()["dropped"] == 0


def test_a_file_goes_up_and_out(graph: Graph, world: World) -> None:
    media_id = graph.upload(PDF, "boleto.pdf", "application/pdf")
    kind, content = content_of(Attachment(name="b.pdf", media_type="application/pdf", content=PDF, caption="Boleto"))
    content = content.model_copy(update={"media": Media(media_type="application/pdf", name="boleto.pdf")})
    graph.send(form_of(kind, content, ROSA, uuid4(), media_id=media_id))
    document = world.chat(PHONE)["messages"][-1]["content"]["document"]
    assert document == {"id": media_id, "filename": "boleto.pdf", "caption": "Boleto"}


def test_a_customers_file_is_fetched_and_compared(graph: Graph, world: World) -> None:
    file = {"content": base64.b64encode(PDF).decode(), "media_type": "application/pdf"}
    told = world.write(PHONE, type="document", file=file)["content"]["document"]
    assert graph.download(told["id"], told["sha256"]) == PDF
    with pytest.raises(MediaUnfit):
        graph.download(told["id"], base64.b64encode(bytes(32)).decode())
    world.advance(8 * 24 * 3600)
    with pytest.raises(Refusal):
        graph.download(told["id"], told["sha256"])


def test_templates_and_the_number_are_read(graph: Graph, world: World) -> None:
    body = {"type": "BODY", "text": "Olá {{1}}"}
    world.number("PUT", "/templates", [{"name": f"t{number}", "components": [body]} for number in range(230)])
    assert [template["name"] for template in graph.templates()] == [f"t{number}" for number in range(230)]
    assert graph.number()["quality_rating"] == "GREEN"
    use = TemplateUse(name="t0", language="pt_BR", body=("Rosa",))
    graph.send(form_of("template", Content(template=use), ROSA, uuid4()))
    assert said(world) == "Olá Rosa"


def test_a_reaction_and_an_answer_name_their_message(graph: Graph, world: World) -> None:
    wamid = world.chat(PHONE)["messages"][0]["wamid"]
    graph.send(form_of("reaction", Content(reaction="👍", reply_to=wamid), ROSA, uuid4()))
    graph.send(form_of("text", Content(text="sim", reply_to=wamid), ROSA, uuid4()))
    assert [message["reply_to"] for message in world.chat(PHONE)["messages"]] == [None, wamid, wamid]


def test_reading_and_typing_are_shown(graph: Graph, world: World) -> None:
    wamid = world.chat(PHONE)["messages"][0]["wamid"]
    graph.mark_read(wamid, is_typing=True)
    chat = world.chat(PHONE)
    assert chat["is_typing"]
    assert "read" in [one["status"] for one in chat["messages"][0]["statuses"]]


@pytest.mark.parametrize(
    ("prepare", "kind"),
    [
        (lambda world: world.advance(25 * 3600), "window"),
        (lambda world: [world.say(PHONE, str(number)) for number in range(45)], "pair_rate"),
        (lambda world: world.number("PATCH", "", {"access_token": "renewed"}), "access"),
        (lambda world: world.number("PATCH", f"/customers/{PHONE}", {"is_reachable": False}), "recipient"),
        (lambda world: world.set_modes(refuse_with=130429), "number_rate"),
        (lambda world: world.set_modes(refuse_with=131000), "later"),
        (lambda world: world.set_modes(refuse_with=131031), "trouble"),
    ],
)
def test_refusals_are_sorted_by_what_to_do(
    graph: Graph, world: World, prepare: Callable[[World], object], kind: str
) -> None:
    prepare(world)
    with pytest.raises(Refusal) as caught:
        graph.send(form_of("text", Content(text="oi"), ROSA, uuid4()))
    assert caught.value.kind == kind
    assert TOKEN not in repr(caught.value)


def test_a_lost_answer_leaves_the_outcome_unknown_and_a_status_tells_it(graph: Graph, world: World) -> None:
    world.set_modes(cuts_answer=True)
    our_id = uuid4()
    with pytest.raises(OutcomeUnknown):
        graph.send(form_of("text", Content(text="oi"), ROSA, our_id))
    assert said(world) == "oi"
    world.webhook.await_that(lambda webhook: bool(webhook.statuses()))
    assert world.webhook.statuses()[0].our_id == str(our_id)


def test_a_server_that_is_not_there_was_not_reached(client: httpx2.Client) -> None:
    graph = Graph(client, "http://127.0.0.1:9/v26.0", TOKEN, "7001", "1")
    with pytest.raises(NotReached) as caught:
        graph.send(form_of("text", Content(text="oi"), ROSA, uuid4()))
    assert TOKEN not in repr(caught.value)


def test_threads_share_a_client(graph: Graph, world: World) -> None:
    world.register(messages_per_second=1000)
    phones = [f"55119{number}" for number in range(80_000_000, 80_000_200)]
    for phone in phones:
        world.customer(phone)
        world.write(phone, text="oi")
    begin = threading.Barrier(8)

    def send(own: list[str]) -> None:
        begin.wait()
        for phone in own:
            graph.send(form_of("text", Content(text="olá"), Identity(phone=phone), uuid4()))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, [phones[index::8] for index in range(8)]))
    counts = world.counts()
    assert sorted(counts["accepted"].values()) == [1] * 200
    assert counts["repeated"] == 0


def test_a_refusal_comes_through_whatever_block_it_is_raised_in() -> None:
    """Python notes on an error where it passed a block; what forbids that is another error."""

    @contextmanager
    def block() -> Iterator[None]:
        yield

    with pytest.raises(Refusal) as refused, block():
        raise Refusal(131052, "gone")
    assert (refused.value.code, refused.value.kind) == (131052, "file")
