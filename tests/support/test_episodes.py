"""What happens between a customer, the bot and people is what the report counts."""

from __future__ import annotations

from typing import Any

from people import Person
from support.conftest import Meta, text, turn
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.support.desk_settings import change_settings
from tecnocursos.worker.running import Runner


def figures(owner: Person) -> dict[str, Any]:
    found: dict[str, Any] = owner.get("/api/v1/support/reports/overview").json()["figures"]
    return found


def choose(choice: dict[str, Any], kind: str) -> dict[str, Any]:
    told = {"id": choice["id"], "title": choice["title"]}
    return text("", type="interactive", interactive={"type": kind, kind: told})


def last_choices(owner: Person, path: str) -> list[dict[str, Any]]:
    messages = owner.get(f"{path}/messages").json()["items"]
    found: list[dict[str, Any]] = next(one["choices"] for one in messages if one["choices"])
    return found


def test_what_the_bot_answered_is_its_own_until_a_person_is_asked_for(
    provider: Person, meta: Meta, bot: Runner
) -> None:
    meta.deliver(text("como troco a senha do wifi?"))
    turn(bot)
    meta.deliver(text("obrigada!"))
    turn(bot)
    told = figures(provider)
    assert (told["conversations"], told["answers"], told["refusals"], told["solved_by_bot"]) == (1, 1, 0, 1)
    assert (told["bot_reply"]["count"], told["handed_over"], told["person_reply"]["count"]) == (1, 0, 0)
    meta.deliver(text("vocês vendem geladeira?"))
    turn(bot)
    told = figures(provider)
    assert (told["refusals"], told["solved_by_bot"]) == (1, 0)


def test_a_conversation_that_people_resolve_is_timed_and_rated(
    provider: Person, meta: Meta, bot: Runner, platform: Platform
) -> None:
    with platform.database.transaction(provider.tenant_id) as session:
        change_settings(session, provider.actor, {"first_reply_minutes": 30})
    meta.deliver(text("quero falar com um atendente"))
    turn(bot)
    assert provider.get("/api/v1/support/reports/backlog").json()["waiting"] == 1
    (conversation,) = provider.get("/api/v1/conversations").json()["items"]
    path = f"/api/v1/conversations/{conversation['id']}"
    provider.post(f"{path}/take")
    provider.post(f"{path}/messages", json={"text": "Bom dia! Em que posso ajudar?"})
    provider.post(f"{path}/messages", json={"text": "Já está resolvido."})
    assert provider.post(f"{path}/resolve").status_code == 200
    meta.deliver(choose(last_choices(provider, path)[1], "list_reply"))
    turn(bot)
    told = figures(provider)
    assert (told["handed_over"], told["solved_by_bot"], told["resolved"]) == (1, 0, 1)
    assert (told["person_reply"]["count"], told["resolution"]["count"]) == (1, 1)
    assert told["replies_in_time"] == {"promised": 1, "kept": 1}
    assert told["satisfaction"] == {"asked": 1, "stars": [0, 0, 0, 1, 0], "average": 4.0}
    (line,) = provider.get("/api/v1/support/reports/breakdown").json()["lines"]
    assert (line["name"], line["figures"]["resolved"]) == ("Ana", 1)
    meta.deliver(text("voltou o problema"))
    turn(bot)
    assert figures(provider)["conversations"] == 2  # it was opened again


def test_a_customer_who_leaves_the_bot_in_the_middle_is_counted(provider: Person, meta: Meta, bot: Runner) -> None:
    meta.deliver(text("quero a segunda via do boleto"))
    turn(bot)
    meta.deliver(text("atendente"))
    turn(bot)
    (run,) = provider.get("/api/v1/support/reports/overview").json()["workflows"]
    assert run == {"name": "second_copy", "begun": 1, "completed": 0, "handed_over": 1, "left": 0}
    meta.deliver(text("quero a segunda via do boleto", "5511912345678"))
    turn(bot)
    meta.deliver(text("sair", "5511912345678"))
    turn(bot)
    (run,) = provider.get("/api/v1/support/reports/overview").json()["workflows"]
    assert (run["begun"], run["handed_over"], run["left"]) == (2, 1, 1)
