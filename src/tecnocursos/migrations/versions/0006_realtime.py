"""Rooms, their events, who is there, notifications."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from tecnocursos.infra.row_security import protect

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notifications",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("payload", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_notifications_tenant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_notifications_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
    )
    op.create_index("ix_notifications_created_at", "notifications", ["created_at"], unique=False)
    op.create_index(
        "ix_notifications_list", "notifications", ["tenant_id", "user_id", "created_at", "id"], unique=False
    )
    op.create_index(op.f("ix_notifications_tenant_id"), "notifications", ["tenant_id"], unique=False)
    op.create_index("ix_notifications_user_id", "notifications", ["user_id"], unique=False)
    op.create_table(
        "rooms",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("pruned_seq", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_rooms_tenant_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("tenant_id", "name", name=op.f("uq_rooms_tenant_id_name")),
    )
    op.create_index(op.f("ix_rooms_tenant_id"), "rooms", ["tenant_id"], unique=False)
    op.create_index("ix_rooms_told_at", "rooms", ["told_at"], unique=False)
    op.create_table(
        "room_events",
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=True),
        sa.Column("sender_id", sa.Uuid(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_room_events_room_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["sender_id"], ["users.id"], name=op.f("fk_room_events_sender_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_room_events_tenant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_events")),
        sa.UniqueConstraint("room_id", "seq", name=op.f("uq_room_events_room_id_seq")),
        sa.UniqueConstraint("room_id", "subject", name=op.f("uq_room_events_room_id_subject")),
    )
    op.create_index("ix_room_events_expires_at", "room_events", ["expires_at"], unique=False)
    op.create_index("ix_room_events_history", "room_events", ["room_id", "kind", "seq"], unique=False)
    op.create_index("ix_room_events_sender_id", "room_events", ["sender_id"], unique=False)
    op.create_index(op.f("ix_room_events_tenant_id"), "room_events", ["tenant_id"], unique=False)
    op.create_table(
        "room_presences",
        sa.Column("connection_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("process_id", sa.Uuid(), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_room_presences_room_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_room_presences_tenant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_room_presences_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("connection_id", "room_id", name=op.f("pk_room_presences")),
    )
    op.create_index("ix_room_presences_expires_at", "room_presences", ["expires_at"], unique=False)
    op.create_index("ix_room_presences_process_id", "room_presences", ["process_id"], unique=False)
    op.create_index("ix_room_presences_room_id_user_id", "room_presences", ["room_id", "user_id"], unique=False)
    op.create_index(op.f("ix_room_presences_tenant_id"), "room_presences", ["tenant_id"], unique=False)
    op.create_index("ix_room_presences_user_id", "room_presences", ["user_id"], unique=False)

    for table in ("rooms", "room_events", "room_presences", "notifications"):
        protect(op, table)


def downgrade() -> None:
    op.drop_index("ix_room_presences_user_id", table_name="room_presences")
    op.drop_index(op.f("ix_room_presences_tenant_id"), table_name="room_presences")
    op.drop_index("ix_room_presences_room_id_user_id", table_name="room_presences")
    op.drop_index("ix_room_presences_process_id", table_name="room_presences")
    op.drop_index("ix_room_presences_expires_at", table_name="room_presences")
    op.drop_table("room_presences")
    op.drop_index(op.f("ix_room_events_tenant_id"), table_name="room_events")
    op.drop_index("ix_room_events_sender_id", table_name="room_events")
    op.drop_index("ix_room_events_history", table_name="room_events")
    op.drop_index("ix_room_events_expires_at", table_name="room_events")
    op.drop_table("room_events")
    op.drop_index("ix_rooms_told_at", table_name="rooms")
    op.drop_index(op.f("ix_rooms_tenant_id"), table_name="rooms")
    op.drop_table("rooms")
    op.drop_index("ix_notifications_user_id", table_name="notifications")
    op.drop_index(op.f("ix_notifications_tenant_id"), table_name="notifications")
    op.drop_index("ix_notifications_list", table_name="notifications")
    op.drop_index("ix_notifications_created_at", table_name="notifications")
    op.drop_table("notifications")
