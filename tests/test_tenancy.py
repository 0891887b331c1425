"""The walls between tenants: what the database enforces, what queries must say, and who may look over."""

from __future__ import annotations

import ast
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from people import Person
from tecnocursos.accounts.models import Member
from tecnocursos.bootstrap.platform import Platform, build
from tecnocursos.bootstrap.schema import METADATA
from tecnocursos.infra.data_keys import DataKey
from tecnocursos.infra.database import INSTALLATION, enter_scope
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.worker.schedule import SCHEDULE
from tenant_walls import SOURCE, TENANT_TABLES, TenantForgotten, forgets_tenant

SYSTEM_SCOPE = {
    "infra/database.py": "says what it is",
    "infra/jobs/work.py": "jobs of the whole installation, and the leases of all",
    "infra/jobs/presence.py": "workers belong to no tenant",
    "infra/key_rotation.py": "keys of all tenants are wrapped anew",
    "worker/running.py": "takes whatever job is due",
    "worker/slot.py": "takes whatever job is due",
    "worker/scheduler.py": "offers the jobs of all, and asks for regular ones",
    "audit/chain.py": "anybody may add to the chain of the installation",
    "audit/tampering.py": "an entry after a transaction that is over",
    "files/sweeping.py": "files that nobody refers to any more, of all tenants",
    "accounts/queries.py": "a person's memberships, whichever tenants they are in",
    "accounts/jobs.py": "what expired, of all tenants",
    "accounts/doorkeeping.py": "who signs in is in no tenant yet",
    "accounts/api_keys.py": "a key names its tenant only once it is recognised",
    "accounts/signing_up.py": "who signs up is in no tenant yet",
    "accounts/signing_in.py": "who signs in is in no tenant yet",
    "accounts/invitations.py": "who is invited is in no tenant yet",
    "studio/renders/sharing.py": "whoever has a link is in no tenant until it names one",
    "accounts/profile.py": "a person is in no tenant",
    "realtime/feeds.py": "one process tells the people of all tenants",
    "realtime/upkeep.py": "messages that are old, of all tenants",
    "api/measuring.py": "counts jobs of all tenants for the metrics, and shows nobody's",
    "api/whatsapp_webhooks.py": "an address names a number; the number's secret says whether it is Meta that asks",
    "bootstrap/health.py": "whether the database answers, and how much waits",
    "cli/audit.py": "the administrator of the installation",
    "cli/key_rotation.py": "keys are renewed for everybody",
    "cli/people.py": "a person is kept out wherever they belong",
    "cli/simulated_number.py": "whoever runs the installation names a person, whose organisation it is for",
    "cli/keys.py": "the administrator of the installation",
    "cli/server_doctor.py": "the administrator of the installation",
}
"""Every module that may name the scope which sees all tenants, and why."""


def test_only_named_places_may_see_all_tenants() -> None:
    found = {str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.py") if _names_system(path)}
    assert found - SYSTEM_SCOPE.keys() == set(), "give the reason in SYSTEM_SCOPE, or work in the actor's scope"


def _names_system(path: Path) -> bool:
    names = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name | ast.Attribute))
    return any((node.id if isinstance(node, ast.Name) else node.attr) == "SYSTEM" for node in names)


def test_every_tenant_table_is_walled_in(platform: Platform) -> None:
    if not platform.database.is_postgresql:
        return  # SQLite has no such wall; see tenant_walls
    with platform.database.transaction(None) as session:
        walls = session.execute(
            text("""
            SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
                   bool_and(p.polcmd = '*' AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL)
            FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid
            JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
            WHERE c.relkind = 'r' GROUP BY 1, 2, 3
            """)
        ).all()
    walled = {name for name, *parts in walls if parts == [True, True, True]}
    assert TENANT_TABLES - walled == set()


def test_the_application_owns_nothing_and_passes_no_wall(platform: Platform) -> None:
    if not platform.database.is_postgresql:
        return  # SQLite has no roles
    with platform.database.transaction(None) as session:
        role = session.execute(
            text("SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user")
        ).one()
        assert tuple(role) == (False, False, False, False)
        assert session.scalar(text("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")) == 0
    for statement in (
        "CREATE TABLE t (a int)",
        "ALTER TABLE members ADD COLUMN a int",
        "DROP TABLE members",
        "TRUNCATE members",
        "ALTER TABLE members DISABLE ROW LEVEL SECURITY",
        "CREATE POLICY p ON members USING (true)",
        "DROP POLICY tenant_rows ON members",
    ):
        refused = pytest.raises(DBAPIError, match=r"permission denied|must be owner")
        with refused, platform.database.transaction(None) as session:
            session.execute(text(statement))


def test_without_a_scope_there_are_no_rows(platform: Platform, owner: Person) -> None:
    if not platform.database.is_postgresql:
        return  # SQLite has no such wall; see tenant_walls
    with platform.database.transaction(None) as session:
        for table in METADATA.sorted_tables:
            if table.name in TENANT_TABLES:
                rows = select(table)
                if table.name == DataKey.__tablename__:
                    rows = rows.where(DataKey.tenant_id != INSTALLATION)
                assert session.execute(rows.limit(1)).all() == [], table.name


def test_nothing_is_written_for_another_tenant(platform: Platform, owner: Person, stranger: Person) -> None:
    if not platform.database.is_postgresql:
        return  # SQLite has no such wall; see tenant_walls
    insert = text("INSERT INTO audit_heads VALUES (:tenant, 1, '', 0)")
    with pytest.raises(DBAPIError, match="row-level"), platform.database.transaction(owner.tenant_id) as session:
        session.execute(insert, {"tenant": stranger.tenant_id})
    with platform.database.transaction(owner.tenant_id) as session:
        changed = session.execute(
            text("UPDATE members SET role = 'owner' WHERE tenant_id = :tenant"), {"tenant": stranger.tenant_id}
        )
        assert changed.rowcount == 0
    moved = text("UPDATE members SET tenant_id = :other WHERE tenant_id = :own")
    with pytest.raises(DBAPIError, match="row-level"), platform.database.transaction(owner.tenant_id) as session:
        session.execute(moved, {"other": stranger.tenant_id, "own": owner.tenant_id})


def test_a_scope_ends_with_its_transaction(platform: Platform, owner: Person, stranger: Person) -> None:
    """1,000 transactions of two tenants in turn over two connections: what one sees is never the other's."""
    settings = platform.settings.model_copy(
        update={"database": platform.settings.database.model_copy(update={"pool_size": 2, "pool_timeout_seconds": 30})}
    )
    with build(settings) as small:
        turns = [owner, stranger] * 500
        random.Random(7).shuffle(turns)

        def look(person: Person) -> set[object]:
            wanted = select(Member.tenant_id)
            with small.database.open(person.tenant_id, is_reading=True) as session:
                if not small.database.is_postgresql:
                    wanted = wanted.where(Member.tenant_id == person.tenant_id)
                seen = set(session.scalars(wanted))
                if random.random() < 0.2:
                    session.rollback()
                return seen ^ {person.tenant_id}

        with ThreadPoolExecutor(4) as pool:
            assert set().union(*pool.map(look, turns)) == set()


def test_a_scope_can_be_changed_within_a_transaction(platform: Platform, owner: Person, stranger: Person) -> None:
    with platform.database.transaction(None) as session:
        for person in (owner, stranger, owner):
            enter_scope(session, person.tenant_id)
            found = session.scalars(select(Member.user_id).where(Member.tenant_id == person.tenant_id)).all()
            assert found == [person.actor.user_id]


def test_jobs_of_a_tenant_stay_in_it(platform: Platform, owner: Person, stranger: Person) -> None:
    with platform.database.transaction(owner.tenant_id) as session:
        job_id = enqueue(session, SCHEDULE[0].job, actor=owner.actor)
    with platform.database.transaction(stranger.tenant_id) as session:
        wanted = select(JobRow.id).where(JobRow.id == job_id)
        if not platform.database.is_postgresql:
            wanted = wanted.where(JobRow.tenant_id == stranger.tenant_id)
        assert session.scalar(wanted) is None


def test_a_statement_of_the_product_that_forgets_its_tenant_is_noticed(platform: Platform, owner: Person) -> None:
    if platform.database.is_postgresql:
        return  # there the rows of others are not seen
    source = "def find(session, wanted):\n    return session.scalars(wanted).all()\n"
    product: dict[str, Any] = {}
    exec(compile(source, str(SOURCE / "forgetful.py"), "exec"), product)
    with platform.database.transaction(owner.tenant_id) as session:
        (member,) = product["find"](session, select(Member).where(Member.tenant_id == owner.tenant_id))
        member.role = "admin"
        session.flush()
        session.refresh(member)
        with pytest.raises(TenantForgotten, match="members"):
            product["find"](session, select(Member).where(Member.user_id == owner.actor.user_id))


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("SELECT members.id FROM members WHERE members.user_id = ?", ("x",)),
        ("SELECT 1 FROM users JOIN members ON members.user_id = users.id", ()),
        ("SELECT members.tenant_id FROM members WHERE members.user_id = ?", ("x",)),
        ("UPDATE jobs SET state = ? WHERE id = ?", ("queued", "x")),
        ("DELETE FROM members WHERE tenant_id = ?", ("other",)),
    ],
)
def test_what_forgetting_looks_like(statement: str, values: tuple[str, ...]) -> None:
    assert forgets_tenant(statement, values, UUID(int=5)) is not None
