"""`/simulator/…`: how a person, a test or a program plays Meta, the customers and the time.

Answers JSON; of what is not there 404, of what cannot be 409, of what does not fit 422 with what and where.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, Final, TypeVar

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tecnocursos.kit.value import Value
from tecnocursos.simulator.control_values import (
    AccountProblem,
    Advance,
    CustomerChanges,
    NewCustomer,
    NewIdentity,
    NewNumber,
    NewTemplate,
    NumberChanges,
    Written,
)
from tecnocursos.simulator.customers import NotPossible
from tecnocursos.simulator.forms import MEDIA_KINDS
from tecnocursos.simulator.modes import Modes
from tecnocursos.simulator.rates import NumberRate
from tecnocursos.simulator.refusals import Refused
from tecnocursos.simulator.state import Customer, Message, Number, Template
from tecnocursos.simulator.world import World

Body = TypeVar("Body", bound=Value)
Endpoint = Callable[[World, Request], Awaitable[object]]

_LONGEST_WAIT: Final = 30.0


class _NotThere(Exception):
    """What was named is not known here."""


def control_routes(world: World, key: str = "") -> list[Route]:
    """With a key, only those who send it as a bearer token are answered."""
    bearer = f"Bearer {key}".encode()

    def route(method: str, path: str, endpoint: Endpoint) -> Route:
        async def answered(request: Request) -> Response:
            if key and not hmac.compare_digest(request.headers.get("Authorization", "").encode(), bearer):
                return JSONResponse({"error": "This server's key is needed."}, 401)
            try:
                answer = await endpoint(world, request)
            except _NotThere as error:
                return JSONResponse({"error": str(error)}, 404)
            except NotPossible as error:
                return JSONResponse({"error": str(error)}, 409)
            except ValidationError as error:
                return JSONResponse({"error": error.errors(include_url=False, include_context=False)}, 422)
            return answer if isinstance(answer, Response) else JSONResponse(answer)

        return Route(f"/simulator{path}", answered, methods=[method])

    number, customer = "/numbers/{number}", "/numbers/{number}/customers/{customer}"
    return [
        route("GET", "/clock", _clock),
        route("POST", "/clock", _advance),
        route("POST", "/numbers", _register),
        route("GET", "/numbers", _numbers),
        route("GET", number, _one_number),
        route("PATCH", number, _change_number),
        route("DELETE", number, _forget),
        route("PUT", f"{number}/modes", _set_modes),
        route("PUT", f"{number}/templates", _set_templates),
        route("GET", f"{number}/counts", _counts),
        route("POST", f"{number}/problems", _tell_problem),
        route("GET", f"{number}/media/{{media}}", _media),
        route("POST", f"{number}/customers", _add_customer),
        route("GET", f"{number}/customers", _customers),
        route("PATCH", customer, _change_customer),
        route("PUT", f"{customer}/identity", _change_identity),
        route("DELETE", f"{customer}/window", _close_window),
        route("PUT", f"{customer}/modes", _set_customer_modes),
        route("DELETE", f"{customer}/modes", _unset_customer_modes),
        route("POST", f"{customer}/messages", _write),
        route("GET", f"{customer}/chat", _chat),
    ]


async def _clock(world: World, _: Request) -> object:
    return {"now": _time(world.clock.now())}


async def _advance(world: World, request: Request) -> object:
    world.clock.advance((await _body(request, Advance)).seconds)
    return {"now": _time(world.clock.now())}


async def _register(world: World, request: Request) -> object:
    """Verifies the webhook as Meta does; a number whose webhook does not pass is not kept."""
    told = await _body(request, NewNumber)
    number = Number(
        id=told.id,
        business_id=told.business_id,
        phone=told.phone,
        name=told.name,
        app_secret=told.app_secret,
        access_token=told.access_token,
        verify_token=told.verify_token,
        webhook_url=told.webhook_url,
        rate=NumberRate(told.messages_per_second),
        modes=told.modes,
        templates=[_template(one) for one in told.templates],
    )
    if any(one.access_token == number.access_token and one.id != number.id for one in world.numbers.values()):
        raise NotPossible("Another number has this access token.")
    await _verify(world, number)
    if number.id in world.numbers:
        world.courier.forget(world.numbers[number.id])
    world.numbers[number.id] = number
    return _seen_number(number)


async def _verify(world: World, number: Number) -> None:
    if number.webhook_url is None:
        return
    fault = await world.courier.verify(number, str(secrets.randbelow(10**10)))
    if fault is not None:
        raise NotPossible(f"The webhook could not be verified: {fault}.")


async def _numbers(world: World, _: Request) -> object:
    return [_seen_number(number) for number in world.numbers.values()]


async def _one_number(world: World, request: Request) -> object:
    number = _number(world, request)
    return _seen_number(number) | {"modes": number.modes.model_dump()}


async def _change_number(world: World, request: Request) -> object:
    number = _number(world, request)
    for name, value in (await _body(request, NumberChanges)).model_dump(exclude_unset=True).items():
        setattr(number, name, value)
    return _seen_number(number)


async def _forget(world: World, request: Request) -> object:
    number = _number(world, request)
    world.courier.forget(number)
    del world.numbers[number.id]
    return {"success": True}


async def _set_modes(world: World, request: Request) -> object:
    number = _number(world, request)
    number.modes = await _body(request, Modes)
    return number.modes.model_dump()


async def _set_templates(world: World, request: Request) -> object:
    """All of them: those that are not told are gone."""
    number = _number(world, request)
    told = await request.json()
    number.templates = [_template(NewTemplate.model_validate(one)) for one in told]
    return {"count": len(number.templates)}


def _template(told: NewTemplate) -> Template:
    return Template(str(secrets.randbelow(10**15)), **told.model_dump())


async def _counts(world: World, request: Request) -> object:
    counts = _number(world, request).counts
    known: dict[str, Any] = {field.name: getattr(counts, field.name) for field in fields(counts)}
    return known | {"accepted_total": counts.accepted.total()}


async def _tell_problem(world: World, request: Request) -> object:
    """An update about the account itself."""
    number = _number(world, request)
    told = await _body(request, AccountProblem)
    world.courier.bring(number, None, {"errors": [Refused(told.code, told.details).in_status()]})
    return {"success": True}


async def _media(world: World, request: Request) -> object:
    try:
        media = _number(world, request).file(request.path_params["media"], world.clock.now())
    except Refused as error:
        raise _NotThere(error.details) from None
    return Response(media.content, media_type=media.media_type)


async def _add_customer(world: World, request: Request) -> object:
    number = _number(world, request)
    told = await _body(request, NewCustomer)
    for known in filter(None, (told.phone, told.user_id)):
        if number.find(known) is not None:
            raise NotPossible(f"The customer {known} is known already.")
    customer = Customer(
        user_id=told.user_id,
        phone=told.phone,
        wa_id=told.wa_id or told.phone,
        name=told.name,
        username=told.username,
        hides_phone=told.hides_phone or told.phone is None,
        is_reachable=told.is_reachable,
        modes=told.modes,
        window_until=told.window_until,
    )
    number.add(customer)
    return _seen_customer(customer)


async def _customers(world: World, request: Request) -> object:
    return [_seen_customer(customer) for customer in _number(world, request).customers.values()]


async def _change_customer(world: World, request: Request) -> object:
    _, customer = _customer(world, request)
    for name, value in (await _body(request, CustomerChanges)).model_dump(exclude_unset=True).items():
        setattr(customer, name, value)
    return _seen_customer(customer)


async def _change_identity(world: World, request: Request) -> object:
    number, customer = _customer(world, request)
    told = await _body(request, NewIdentity)
    return _seen_customer(world.customers.change_number(number, customer, told.phone, told.wa_id))


async def _close_window(world: World, request: Request) -> object:
    """As if 24 hours had passed since the customer wrote; until they write again only templates reach them."""
    _, customer = _customer(world, request)
    customer.window_until = world.clock.now()
    customer.change()
    return {"success": True}


async def _set_customer_modes(world: World, request: Request) -> object:
    _, customer = _customer(world, request)
    customer.modes = await _body(request, Modes)
    return customer.modes.model_dump()


async def _unset_customer_modes(world: World, request: Request) -> object:
    _, customer = _customer(world, request)
    customer.modes = None
    return {"success": True}


async def _write(world: World, request: Request) -> object:
    number, customer = _customer(world, request)
    told = await _body(request, Written)
    if told.choice_id is not None:
        return _seen_message(world.customers.choose(number, customer, told.choice_id, told.of))
    part = {"body": told.text} if told.text is not None else told.part
    if told.file is not None:
        if told.type not in MEDIA_KINDS:
            raise NotPossible(f"A message of the type {told.type} has no file.")
        extras = part if isinstance(part, dict) else {}
        if told.type == "document" and told.file.name:
            extras = {"filename": told.file.name, **extras}
        part = world.customers.file_part(number, told.file.content, told.file.media_type, told.file.name, extras)
    content = {"type": told.type} | ({told.type: part} if part is not None else {})
    context = {"context": {"from": number.phone, "id": told.reply_to}} if told.reply_to else {}
    return _seen_message(
        world.customers.write(number, customer, content, context | told.extras, seconds_ago=told.seconds_ago)
    )


async def _chat(world: World, request: Request) -> object:
    """With `after` and `wait` once it is newer than that version, or after so many seconds."""
    _, customer = _customer(world, request)
    query = request.query_params
    try:
        after, wait = int(query.get("after", "-1")), min(float(query.get("wait", "0")), _LONGEST_WAIT)
    except ValueError:
        raise NotPossible("`after` and `wait` are numbers.") from None
    if wait > 0:
        await customer.await_change(after, wait)
    typing = customer.typing_until
    return {
        "version": customer.version,
        "is_typing": typing is not None and typing > world.clock.now(),
        "window_until": _time(customer.window_until) if customer.window_until else None,
        "messages": [_seen_message(message) for message in customer.messages],
    }


def _number(world: World, request: Request) -> Number:
    told = request.path_params["number"]
    if told not in world.numbers:
        raise _NotThere(f"There is no number {told}.")
    return world.numbers[told]


def _customer(world: World, request: Request) -> tuple[Number, Customer]:
    number = _number(world, request)
    told = request.path_params["customer"]
    customer = number.find(told)
    if customer is None:
        raise _NotThere(f"There is no customer {told}.")
    return number, customer


async def _body(request: Request, kind: type[Body]) -> Body:
    return kind.model_validate_json(await request.body())


def _seen_number(number: Number) -> dict[str, Any]:
    return {
        "id": number.id,
        "business_id": number.business_id,
        "phone": number.phone,
        "webhook_url": number.webhook_url,
    }


def _seen_customer(customer: Customer) -> dict[str, Any]:
    names = ("user_id", "phone", "wa_id", "name", "username", "hides_phone", "is_reachable")
    return {name: getattr(customer, name) for name in names} | {"version": customer.version}


def _seen_message(message: Message) -> dict[str, Any]:
    return {
        "wamid": message.wamid,
        "is_from_customer": message.is_from_customer,
        "at": _time(message.at),
        "kind": message.kind,
        "text": message.text,
        "choices": [asdict(choice) for choice in message.choices],
        "content": message.content,
        "reply_to": message.reply_to,
        "our_id": message.our_id,
        "statuses": [{"status": status, "at": _time(at)} for status, at in message.statuses],
        "failed_with": message.failed_with,
    }


def _time(moment: datetime) -> str:
    return moment.isoformat()
