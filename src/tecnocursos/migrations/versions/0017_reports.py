"""What reports count, their files, and what becomes of questions without an answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from tecnocursos.infra.row_security import protect

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLES = ("episodes", "workflow_runs", "report_settings", "report_exports")

_JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def _id() -> sa.Column[object]:
    return sa.Column("id", sa.Uuid(), nullable=False)


def _created_at() -> sa.Column[object]:
    return sa.Column("created_at", sa.DateTime(timezone=True), nullable=False)


def _tenant_id() -> sa.Column[object]:
    return sa.Column("tenant_id", sa.Uuid(), nullable=False)


def _refers(table: str, column: str, target: str, ondelete: str | None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def upgrade() -> None:
    op.create_table(
        "episodes",
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("bot_seconds", sa.Integer(), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("workflow_steps", sa.Integer(), nullable=False),
        sa.Column("last_turn", sa.String(length=20), nullable=True),
        sa.Column("person_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=100), nullable=True),
        sa.Column("reply_seconds", sa.Integer(), nullable=True),
        sa.Column("is_reply_in_time", sa.Boolean(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolution_seconds", sa.Integer(), nullable=True),
        sa.Column("is_resolved_in_time", sa.Boolean(), nullable=True),
        sa.Column("is_rating_asked", sa.Boolean(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        _id(),
        _created_at(),
        _tenant_id(),
        _refers("episodes", "channel_id", "channels.id", "CASCADE"),
        _refers("episodes", "conversation_id", "conversations.id", "SET NULL"),
        _refers("episodes", "team_id", "teams.id", "SET NULL"),
        _refers("episodes", "tenant_id", "tenants.id", "CASCADE"),
        _refers("episodes", "user_id", "users.id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_episodes")),
    )
    for column in ("channel_id", "team_id", "tenant_id", "user_id"):
        op.create_index(op.f(f"ix_episodes_{column}"), "episodes", [column], unique=False)
    op.create_index("ix_episodes_tenant_id_began_at", "episodes", ["tenant_id", "began_at", "id"], unique=False)
    op.create_index("ix_episodes_conversation_id", "episodes", ["conversation_id", "began_at"], unique=False)
    op.create_table(
        "workflow_runs",
        sa.Column("episode_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        _id(),
        _created_at(),
        _tenant_id(),
        _refers("workflow_runs", "episode_id", "episodes.id", "CASCADE"),
        _refers("workflow_runs", "tenant_id", "tenants.id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workflow_runs")),
    )
    op.create_index(op.f("ix_workflow_runs_episode_id"), "workflow_runs", ["episode_id"], unique=False)
    op.create_index(op.f("ix_workflow_runs_tenant_id"), "workflow_runs", ["tenant_id"], unique=False)
    op.create_index("ix_workflow_runs_tenant_id_begun_at", "workflow_runs", ["tenant_id", "begun_at"], unique=False)
    op.create_table(
        "report_settings",
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("rates", _JSON, nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        _id(),
        _created_at(),
        _tenant_id(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        _refers("report_settings", "document_id", "documents.id", "SET NULL"),
        _refers("report_settings", "tenant_id", "tenants.id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_settings")),
        sa.UniqueConstraint("tenant_id", name=op.f("uq_report_settings_tenant_id")),
    )
    op.create_index(op.f("ix_report_settings_document_id"), "report_settings", ["document_id"], unique=False)
    op.create_index(op.f("ix_report_settings_tenant_id"), "report_settings", ["tenant_id"], unique=False)
    op.create_table(
        "report_exports",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("filters", _JSON, nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("stored_file_id", sa.Uuid(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        _id(),
        _created_at(),
        _tenant_id(),
        _refers("report_exports", "created_by", "users.id", "SET NULL"),
        _refers("report_exports", "stored_file_id", "stored_files.id", None),
        _refers("report_exports", "tenant_id", "tenants.id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_exports")),
    )
    for column in ("created_by", "stored_file_id", "tenant_id"):
        op.create_index(op.f(f"ix_report_exports_{column}"), "report_exports", [column], unique=False)
    op.create_index(
        "ix_report_exports_tenant_id_created_at", "report_exports", ["tenant_id", "created_at", "id"], unique=False
    )
    op.create_index("ix_report_exports_expires_at", "report_exports", ["expires_at"], unique=False)
    for table in TABLES:
        protect(op, table)
    op.add_column(
        "unanswered_questions", sa.Column("state", sa.String(length=20), nullable=False, server_default="open")
    )
    op.add_column("unanswered_questions", sa.Column("written_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_unanswered_questions_state", "unanswered_questions", ["tenant_id", "state", "count", "id"], unique=False
    )
    op.create_index(
        "ix_messages_counted",
        "messages",
        ["tenant_id", "sent_at", "direction", "author", "channel_id", "conversation_id"],
        unique=False,
    )
    billed = sa.text("is_billable IS NOT NULL")
    op.create_index(
        "ix_messages_billed",
        "messages",
        ["tenant_id", "sent_at", "is_billable", "pricing"],
        unique=False,
        postgresql_where=billed,
        sqlite_where=billed,
    )


def downgrade() -> None:
    op.drop_index("ix_messages_billed", table_name="messages")
    op.drop_index("ix_messages_counted", table_name="messages")
    op.drop_index("ix_unanswered_questions_state", table_name="unanswered_questions")
    op.drop_column("unanswered_questions", "written_at")
    op.drop_column("unanswered_questions", "state")
    for table in reversed(TABLES):
        op.drop_table(table)
