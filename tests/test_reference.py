"""The reference pages say what the code says: every setting, error, job, event and permission."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import uuid
from pathlib import Path

import psycopg
from sqlalchemy import text

from platforms import POSTGRESQL
from tecnocursos.bootstrap.platform import build
from tecnocursos.bootstrap.schema import migrate, require_current
from tecnocursos.config import DatabaseSettings, Folders, Settings
from tecnocursos.infra.database import SYSTEM

ROOT = Path(__file__).parent.parent


def test_reference_pages_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "reference", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_event_of_a_room_is_described() -> None:
    told = set()
    for path in (ROOT / "src" / "tecnocursos").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call):
                name = ast.unparse(call.func).rpartition(".")[2]
                # The place of the event among the arguments of the two functions that tell it.
                place = {"tell": 3, "tell_project": 2}.get(name)
                event = call.args[place] if place is not None and len(call.args) > place else None
                if isinstance(event, ast.Constant):
                    told.add(event.value)
    guide = (ROOT / "docs" / "guides" / "api.md").read_text("utf-8")
    rows = [line.split("|")[1] for line in guide.splitlines() if line.startswith("| `")]
    assert told <= {event for row in rows for event in re.findall("`([a-z_.]+)`", row)}
    assert {"project.changed", "render", "comment", "project", "chat"} <= told


def test_the_guide_makes_a_database_whose_rows_are_walled(tmp_path: Path) -> None:
    """The very statements of the guide, under names that no other test has."""
    guide = (ROOT / "docs" / "guides" / "deployment.md").read_text("utf-8")
    (block,) = re.findall(r"```sql\n(.*?)```", guide, re.DOTALL)
    name = f"guide_{uuid.uuid4().hex[:12]}"
    statements = [one for one in block.replace("tecnocursos", name).split(";") if one.strip()]
    host = POSTGRESQL.partition("://")[2].rpartition("@")[2].rpartition("/")[0]
    with psycopg.connect(POSTGRESQL, autocommit=True) as server:
        try:
            for statement in statements:
                server.execute(statement)
            owner = f"postgresql://{name}_owner:change-me-1@{host}/{name}"
            url = f"postgresql://{name}_app:change-me-2@{host}/{name}"
            settings = Settings(folders=Folders(data=tmp_path), database=DatabaseSettings(url=url, owner_url=owner))
            migrate(settings)
            require_current(settings)
            with build(settings) as platform, platform.database.transaction(SYSTEM) as session:
                facts = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
                assert session.scalar(text(facts)) is False
                owned = "SELECT count(*) FROM pg_tables WHERE tableowner = current_user"
                assert session.scalar(text(owned)) == 0
                assert session.scalar(text("SELECT count(*) FROM users")) == 0
        finally:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            server.execute(f"DROP ROLE IF EXISTS {name}_owner")
            server.execute(f"DROP ROLE IF EXISTS {name}_app")
