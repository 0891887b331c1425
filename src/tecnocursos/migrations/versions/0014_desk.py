"""The desk of customer service: labels, protocols, how service is to be."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tecnocursos.infra.row_security import protect

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES = (
    "support_settings",
    "labels",
    "conversation_labels",
    "protocols",
    "protocol_counts",
    "unanswered_questions",
)


def upgrade() -> None:
    op.create_table(
        "labels",
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("colour", sa.String(length=7), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_labels_tenant_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labels")),
        sa.UniqueConstraint("tenant_id", "name", name=op.f("uq_labels_tenant_id_name")),
    )
    op.create_index(op.f("ix_labels_tenant_id"), "labels", ["tenant_id"], unique=False)
    op.create_table(
        "protocol_counts",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_protocol_counts_tenant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "day", name=op.f("pk_protocol_counts")),
    )
    op.create_table(
        "support_settings",
        sa.Column("provider_name", sa.String(length=200), nullable=False),
        sa.Column("time_zone", sa.String(length=50), nullable=False),
        sa.Column("privacy_contact", sa.String(length=200), nullable=False),
        sa.Column("burst_seconds", sa.Integer(), nullable=False),
        sa.Column("asks_rating", sa.Boolean(), nullable=False),
        sa.Column("erp", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_support_settings_tenant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_settings")),
        sa.UniqueConstraint("tenant_id", name=op.f("uq_support_settings_tenant_id")),
    )
    op.create_index(op.f("ix_support_settings_tenant_id"), "support_settings", ["tenant_id"], unique=False)
    op.create_table(
        "conversation_labels",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("label_id", sa.Uuid(), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_conversation_labels_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["label_id"], ["labels.id"], name=op.f("fk_conversation_labels_label_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_conversation_labels_tenant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "label_id", name=op.f("pk_conversation_labels")),
    )
    op.create_index(op.f("ix_conversation_labels_label_id"), "conversation_labels", ["label_id"], unique=False)
    op.create_index(op.f("ix_conversation_labels_tenant_id"), "conversation_labels", ["tenant_id"], unique=False)
    op.create_table(
        "protocols",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=500), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_protocols_conversation_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_protocols_customer_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_protocols_tenant_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocols")),
        sa.UniqueConstraint("tenant_id", "number", name=op.f("uq_protocols_tenant_id_number")),
    )
    op.create_index(op.f("ix_protocols_conversation_id"), "protocols", ["conversation_id"], unique=False)
    op.create_index(op.f("ix_protocols_customer_id"), "protocols", ["customer_id"], unique=False)
    op.create_index(op.f("ix_protocols_tenant_id"), "protocols", ["tenant_id"], unique=False)
    op.create_index("ix_protocols_tenant_id_created_at", "protocols", ["tenant_id", "created_at", "id"], unique=False)
    op.create_table(
        "unanswered_questions",
        sa.Column("lookup", sa.String(length=64), nullable=False),
        sa.Column("question", sa.LargeBinary(), nullable=True),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_unanswered_questions_conversation_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_unanswered_questions_tenant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unanswered_questions")),
        sa.UniqueConstraint("tenant_id", "lookup", name=op.f("uq_unanswered_questions_tenant_id_lookup")),
    )
    op.create_index(
        op.f("ix_unanswered_questions_conversation_id"), "unanswered_questions", ["conversation_id"], unique=False
    )
    op.create_index(op.f("ix_unanswered_questions_tenant_id"), "unanswered_questions", ["tenant_id"], unique=False)
    for table in TABLES:
        protect(op, table)


def downgrade() -> None:
    op.drop_index(op.f("ix_unanswered_questions_tenant_id"), table_name="unanswered_questions")
    op.drop_index(op.f("ix_unanswered_questions_conversation_id"), table_name="unanswered_questions")
    op.drop_table("unanswered_questions")
    op.drop_index("ix_protocols_tenant_id_created_at", table_name="protocols")
    op.drop_index(op.f("ix_protocols_tenant_id"), table_name="protocols")
    op.drop_index(op.f("ix_protocols_customer_id"), table_name="protocols")
    op.drop_index(op.f("ix_protocols_conversation_id"), table_name="protocols")
    op.drop_table("protocols")
    op.drop_index(op.f("ix_conversation_labels_tenant_id"), table_name="conversation_labels")
    op.drop_index(op.f("ix_conversation_labels_label_id"), table_name="conversation_labels")
    op.drop_table("conversation_labels")
    op.drop_index(op.f("ix_support_settings_tenant_id"), table_name="support_settings")
    op.drop_table("support_settings")
    op.drop_table("protocol_counts")
    op.drop_index(op.f("ix_labels_tenant_id"), table_name="labels")
    op.drop_table("labels")
