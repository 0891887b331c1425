"""How soon what is said in rooms is heard: one server process, many sockets, everybody speaks.

    python bench/realtime.py [--setting embedded|production] [--sockets 500] [--room 50] [--every 1.0] [--seconds 10]

The sockets are held by this process, on the same machine; their own cost is part of what is measured.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from platforms import running_platform
from socket_lines import Server, running_server
from tecnocursos.accounts.models import Member, SignIn, Tenant, User
from tecnocursos.accounts.tokens import AccessClaims
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.kit.clock import utc_now


def tokens_of_a_tenant(platform: Platform, count: int) -> list[str]:
    now = utc_now()
    with platform.database.transaction(SYSTEM) as session:
        tenant = Tenant(name="Bench")
        users = [User(email=f"{uuid4().hex}@example.com", name="Ana", password_hash="!") for _ in range(count)]
        session.add_all([tenant, *users])
        session.flush()
        session.add_all(Member(tenant_id=tenant.id, user_id=user.id, role="editor") for user in users)
        sign_ins = [
            SignIn(tenant_id=tenant.id, user_id=user.id, last_used_at=now, expires_at=now + timedelta(days=1))
            for user in users
        ]
        session.add_all(sign_ins)
        session.flush()
        return [platform.access_tokens.issue(AccessClaims(tenant.id, sign_in.id)) for sign_in in sign_ins]


async def listen(connection: ClientConnection, heard: list[float]) -> None:
    async for text in connection:
        frame = json.loads(text)
        if frame["event"] == "chat":
            heard.append(time.monotonic() - float(frame["payload"]["text"]))


async def speak(connection: ClientConnection, room: str, every: float, until: float, offset: float) -> int:
    await asyncio.sleep(offset)
    count = 0
    while time.monotonic() < until:
        text = json.dumps({"event": "chat", "room": room, "text": str(time.monotonic())})
        await connection.send(text)
        count += 1
        await asyncio.sleep(every)
    return count


async def measure(server: Server, tokens: list[str], options: argparse.Namespace) -> None:
    async def open_one(number: int) -> tuple[ClientConnection, str]:
        room = f"sala-{number // options.room}"
        async with opening:
            connection = await connect(
                f"ws://127.0.0.1:{server.port}/ws/room/{room}",
                additional_headers={"Authorization": f"Bearer {tokens[number]}"},
                compression=None,
                open_timeout=60,
                ping_interval=None,
            )
            while json.loads(await connection.recv())["event"] != "join_room":
                pass
        return connection, room

    opening = asyncio.Semaphore(20)
    began = time.monotonic()
    opened = await asyncio.gather(*(open_one(number) for number in range(options.sockets)))
    print(f"{options.sockets} sockets open in {time.monotonic() - began:.1f} s")
    heard: list[float] = []
    listening = [asyncio.create_task(listen(connection, heard)) for connection, _ in opened]
    began, before = time.monotonic(), server.resident_bytes()
    counts = await asyncio.gather(
        *(
            speak(connection, room, options.every, began + options.seconds, options.every * place / len(opened))
            for place, (connection, room) in enumerate(opened)
        )
    )
    expected = sum(counts) * min(options.room, options.sockets)
    deadline = time.monotonic() + 60
    while len(heard) < expected and time.monotonic() < deadline:
        await asyncio.sleep(0.1)
    took = time.monotonic() - began
    for task in listening:
        task.cancel()
    cuts = quantiles(heard, n=100)
    print(
        f"said {sum(counts)} ({sum(counts) / took:.0f}/s),"
        f" heard {len(heard)} of {expected} ({len(heard) / took:.0f}/s);"
        f" P50 {median(heard) * 1000:.0f} ms, P95 {cuts[94] * 1000:.0f} ms, P99 {cuts[98] * 1000:.0f} ms;"
        f" server {server.resident_bytes() / 1e6:.0f} MB (+{(server.resident_bytes() - before) / 1e6:.0f})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--setting", choices=("embedded", "production"), default="production")
    parser.add_argument("--sockets", type=int, default=500)
    parser.add_argument("--room", type=int, default=50)
    parser.add_argument("--every", type=float, default=1.0, help="seconds between two messages of one socket")
    parser.add_argument("--seconds", type=float, default=10.0)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_platform(options.setting, Path(folder)) as platform,
        running_server(platform.settings, TECNOCURSOS_REALTIME__IDLE_SECONDS="600") as server,
    ):
        asyncio.run(measure(server, tokens_of_a_tenant(platform, options.sockets), options))


if __name__ == "__main__":
    main()
