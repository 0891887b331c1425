"""Routes for tests of the edge."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Annotated, Any, ClassVar
from uuid import UUID

from fastapi import APIRouter, File, Form, UploadFile
from sqlalchemy import text
from sqlalchemy.orm import Session

from tecnocursos.accounts.models import Member, Tenant
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.idempotency import answers_secret
from tecnocursos.api.rendering import made_at
from tecnocursos.infra.jobs.messages import Job
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.errors import Conflict
from tecnocursos.kit.ids import new_id
from tecnocursos.kit.schema import Request, Response, Versioned

router = APIRouter(prefix="/probe", route_class=EdgeRoute)
gate = threading.Event()
"""Lets those go that wait at /probe/wait."""
waiting = threading.Semaphore(0)


class Probed(Job):
    name: ClassVar[str] = "tests.probed"
    queue: ClassVar = "reports"


class ProbeDetails(Request):
    title: str = "x"
    inner: dict[str, Any] | None = None


class Made(Response):
    id: UUID
    title: str


class MadeSecret(Response):
    token: str


class Numbered(Versioned):
    title: str


@router.post("/jobs", status_code=201)
@made_at("/api/v1/jobs/{id}")
def make(session: Session, actor: Actor, details: ProbeDetails) -> Made:
    return Made(id=enqueue(session, Probed(), actor=actor), title=details.title)


@router.post("/forms", status_code=201)
def make_of_form(
    session: Session, actor: Actor, title: Annotated[str, Form()], file: Annotated[UploadFile, File()]
) -> Made:
    return Made(id=enqueue(session, Probed(), actor=actor), title=f"{title}: {file.file.read().decode()}")


@router.post("/refused")
def make_and_refuse(session: Session, actor: Actor) -> None:
    enqueue(session, Probed(), actor=actor)
    raise Conflict


@router.post("/secrets")
@answers_secret
def make_secret(session: Session, actor: Actor) -> MadeSecret:
    enqueue(session, Probed(), actor=actor)
    return MadeSecret(token="only-once-" + "x" * 600)


@router.get("/numbered")
def get_numbered() -> Numbered:
    return Numbered(version=3, title="três " * 400)


@router.get("/wait")
def wait(session: Session) -> None:
    session.execute(text("SELECT 1"))
    waiting.release()
    gate.wait(30)


@router.get("/unexpected")
def fail() -> None:
    password = "canary-password"
    raise RuntimeError("canary ana@example.com " + password[:6])


@router.get("/full-disk")
def fill_disk() -> None:
    """`/dev/full` is a disk that is always full."""
    Path("/dev/full").write_bytes(b"x")


@router.get("/full-database")
def fill_database(session: Session) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$"))
        return
    (pages,) = session.execute(text("PRAGMA page_count")).one()
    session.execute(text(f"PRAGMA max_page_count = {pages}"))
    try:
        session.execute(text("CREATE TABLE filler AS SELECT zeroblob(100000000)"))
    finally:
        # Of this connection, which others use after this.
        session.execute(text("PRAGMA max_page_count = 1073741823"))


@router.post("/duplicate")
def duplicate(session: Session, actor: Actor) -> None:
    session.add(Member(tenant_id=actor.tenant_id, user_id=actor.user_id, role="viewer"))


@router.post("/dangling")
def dangle(session: Session, actor: Actor) -> None:
    session.add(Member(tenant_id=actor.tenant_id, user_id=new_id(), role="viewer"))


@router.post("/name")
def rename(session: Session, actor: Actor, details: ProbeDetails) -> None:
    tenant = session.get_one(Tenant, actor.tenant_id)
    tenant.name = details.title
