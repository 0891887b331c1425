"""`Idempotency-Key`: which requests may carry one, and how an answer is kept and given again."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from fastapi import Request, Response
from sqlalchemy.orm import Session
from starlette.datastructures import FormData, UploadFile

from tecnocursos.infra.idempotency import KEY_LENGTH, Answer, find_answer, keep_answer
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.errors import Invalid

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotency-Replayed"

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


class IdempotencyKeyInvalid(Invalid):
    code = "idempotency_key_invalid"
    en = "An Idempotency-Key is 1 to 255 printable ASCII characters, e.g. a UUID."
    pt = "Uma Idempotency-Key tem de 1 a 255 caracteres ASCII imprimíveis, por exemplo um UUID."


def answers_secret(endpoint: Endpoint) -> Endpoint:
    """Mark a route function whose answer holds a secret (a token, an API key): the answer is never kept.

    It stands below the router's decorator. The request is still done only once.
    """
    endpoint.answers_secret = True  # type: ignore[attr-defined]
    return endpoint


def repeats_by_headers(endpoint: Endpoint) -> Endpoint:
    """Mark an async function that keeps its answer itself, with `repeatable(request, headers=…)`."""
    endpoint.repeats_by_headers = True  # type: ignore[attr-defined]
    return endpoint


def takes_key(endpoint: Callable[..., Any]) -> bool:
    """Whether a POST to this function may carry a key, if it is for those who are known."""
    return getattr(endpoint, "is_transaction", False) or getattr(endpoint, "repeats_by_headers", False)


@dataclass(frozen=True, slots=True)
class Repeatable:
    """A request with an idempotency key."""

    key: str
    fingerprint: str

    def find(self, session: Session, actor: Actor) -> Response | None:
        """The answer given before, if there is one."""
        answer = find_answer(session, actor, self.key, self.fingerprint)
        if answer is None:
            return None
        return Response(answer.body, answer.status, {**answer.headers, REPLAYED: "true"})

    def keep(self, session: Session, actor: Actor, response: Response, *, is_secret: bool) -> None:
        body = None if is_secret or "set-cookie" in response.headers else getattr(response, "body", None)
        headers = {name: value for name, value in response.headers.items() if name != "content-length"}
        answer = Answer(response.status_code, {} if body is None else headers, None if body is None else bytes(body))
        keep_answer(session, actor, self.key, self.fingerprint, answer)


async def repeatable(request: Request, *, headers: Collection[str] = ()) -> Repeatable | None:
    """What makes this request repeatable; None when it is not meant to be. Raises IdempotencyKeyInvalid.

    Where `headers` say what is asked for, the same request is the one with the same ones: its body is not read here.
    """
    key = request.headers.get(HEADER) if request.method == "POST" else None
    if key is None:
        return None
    if not 1 <= len(key) <= KEY_LENGTH or not key.isascii() or not key.isprintable():
        raise IdempotencyKeyInvalid
    # Sealed with a key of our own: a body may hold a password, which a bare digest would let be guessed.
    seal: bytes = request.app.state.fingerprint_key
    said = hmac.new(seal, f"{request.url.path}?{request.url.query}\n".encode(), hashlib.sha256)
    if headers:
        said.update(json.dumps([request.headers.get(name) for name in headers]).encode())
    elif request.headers.get("content-type", "").startswith("multipart/"):
        # Read as a form already, into files; the boundary differs each time.
        await asyncio.to_thread(_add_form, said, await request.form())
    else:
        said.update(await request.body())
    return Repeatable(key, said.hexdigest())


def _add_form(said: hmac.HMAC, form: FormData) -> None:
    """Add names and values in their order, each so that none can pass for a part of another."""
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            content = hashlib.file_digest(value.file, "sha256").hexdigest()  # type: ignore[arg-type]
            value.file.seek(0)
            parts = ["file", name, value.filename, value.content_type, content]
        else:
            parts = ["text", name, value]
        said.update(json.dumps(parts).encode() + b"\n")
