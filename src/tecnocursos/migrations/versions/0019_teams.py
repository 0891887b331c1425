"""Opening hours and promises, the people of teams, replies that are written often."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from tecnocursos.infra.row_security import protect

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLES = ("team_members", "support_people", "canned_replies")
_JSON = sa.JSON().with_variant(JSONB(), "postgresql")
_NONE = sa.text("'[]'")


def _columns() -> tuple[tuple[str, sa.Column[object]], ...]:
    moment = sa.DateTime(timezone=True)
    return (
        ("support_settings", sa.Column("hours", _JSON, nullable=False, server_default=_NONE)),
        ("support_settings", sa.Column("holidays", _JSON, nullable=False, server_default=_NONE)),
        ("support_settings", sa.Column("first_reply_minutes", sa.Integer(), nullable=True)),
        ("support_settings", sa.Column("resolution_hours", sa.Integer(), nullable=True)),
        ("support_settings", sa.Column("assigns_by_load", sa.Boolean(), nullable=False, server_default=sa.false())),
        ("teams", sa.Column("subjects", _JSON, nullable=False, server_default=_NONE)),
        ("labels", sa.Column("version", sa.Integer(), nullable=False, server_default="1")),
        ("labels", sa.Column("updated_at", moment, nullable=False, server_default=sa.text("'2026-01-01 00:00:00'"))),
        ("conversations", sa.Column("first_reply_due_at", moment, nullable=True)),
        ("conversations", sa.Column("resolution_due_at", moment, nullable=True)),
        ("conversations", sa.Column("told_late_at", moment, nullable=True)),
    )


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")


def upgrade() -> None:
    for table, column in _columns():
        op.add_column(table, column)
    op.create_table(
        "team_members",
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        _refers("team_members", "team_id", "teams.id"),
        _refers("team_members", "user_id", "users.id"),
        _refers("team_members", "tenant_id", "tenants.id"),
        sa.PrimaryKeyConstraint("team_id", "user_id", name=op.f("pk_team_members")),
    )
    op.create_index(op.f("ix_team_members_user_id"), "team_members", ["user_id"], unique=False)
    op.create_index(op.f("ix_team_members_tenant_id"), "team_members", ["tenant_id"], unique=False)
    op.create_table(
        "support_people",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("is_available", sa.Boolean(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        _refers("support_people", "tenant_id", "tenants.id"),
        _refers("support_people", "user_id", "users.id"),
        sa.PrimaryKeyConstraint("tenant_id", "user_id", name=op.f("pk_support_people")),
    )
    op.create_index(op.f("ix_support_people_user_id"), "support_people", ["user_id"], unique=False)
    op.create_table(
        "canned_replies",
        sa.Column("shortcut", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=4096), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        _refers("canned_replies", "team_id", "teams.id"),
        _refers("canned_replies", "tenant_id", "tenants.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_replies")),
        sa.UniqueConstraint("tenant_id", "shortcut", name=op.f("uq_canned_replies_tenant_id_shortcut")),
    )
    op.create_index(op.f("ix_canned_replies_team_id"), "canned_replies", ["team_id"], unique=False)
    op.create_index(op.f("ix_canned_replies_tenant_id"), "canned_replies", ["tenant_id"], unique=False)
    for table in TABLES:
        protect(op, table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    for table, column in reversed(_columns()):
        op.drop_column(table, column.name)
