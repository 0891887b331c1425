"""What every route asks of whoever calls it: the table behind the matrix test. A new route needs a row here."""

from __future__ import annotations

from typing import Final, Literal

from tecnocursos.kit.actor import Permission

Needed = Permission | Literal["known", "person", "confirmed", "owner"]
"""A permission; or anybody known; a person, not a key; one who gave the password lately; an owner."""

_ROWS: Final[dict[Needed, str]] = {
    "known": """
        GET /api/v1/tenant
        GET /api/v1/users/{person_id}/export
        DELETE /api/v1/users/{person_id}/data
        GET /api/v1/exports/{export_id}
        GET /api/v1/exports/{export_id}/file
        """,
    "person": """
        POST /api/v1/auth/switch
        POST /api/v1/auth/sign-out
        POST /api/v1/auth/sign-out-everywhere
        GET /api/v1/account
        PATCH /api/v1/account
        POST /api/v1/account/confirm
        POST /api/v1/account/password
        GET /api/v1/account/sign-ins
        GET /api/v1/account/tenants
        GET /api/v1/api-keys
        GET /api/v1/api-keys/{key_id}
        DELETE /api/v1/api-keys/{key_id}
        DELETE /api/v1/account/sign-ins/{sign_in_id}
        POST /api/v1/members/leave
        GET /api/v1/notifications
        GET /api/v1/notifications/unread-count
        POST /api/v1/notifications/read-all
        POST /api/v1/notifications/{notification_id}/read
        """,
    "confirmed": """
        POST /api/v1/api-keys
        POST /api/v1/account/email
        POST /api/v1/account/second-factor
        POST /api/v1/account/second-factor/confirm
        POST /api/v1/account/second-factor/backup-codes
        DELETE /api/v1/account/second-factor
        POST /api/v1/tenants
        """,
    "owner": """
        POST /api/v1/tenant/suspend
        POST /api/v1/tenant/resume
        POST /api/v1/tenant/end
        """,
    Permission.MANAGE_TENANT: """
        PATCH /api/v1/tenant
        """,
    Permission.READ_MEMBERS: """
        GET /api/v1/members
        GET /api/v1/members/{member_id}
        """,
    Permission.MANAGE_MEMBERS: """
        PATCH /api/v1/members/{member_id}
        DELETE /api/v1/members/{member_id}
        GET /api/v1/invitations
        GET /api/v1/invitations/{invitation_id}
        POST /api/v1/invitations
        POST /api/v1/invitations/{invitation_id}/resend
        DELETE /api/v1/invitations/{invitation_id}
        """,
    Permission.READ_AUDIT: """
        GET /api/v1/audit
        GET /api/v1/audit/verification
        GET /api/v1/audit/export
        """,
    Permission.READ_OPERATIONS: """
        GET /health
        GET /metrics
        GET /ws/stats
        """,
    Permission.BROADCAST: """
        POST /ws/broadcast
        """,
    Permission.COMMENT: """
        POST /api/v1/scenes/{scene_id}/comments
        POST /api/v1/assets/{asset_id}/rate
        PATCH /api/v1/comments/{comment_id}
        DELETE /api/v1/comments/{comment_id}
        """,
    Permission.RENDER: """
        POST /api/v1/jobs/{job_id}/cancel
        POST /api/v1/jobs/{job_id}/retry
        POST /api/v1/projects/{project_id}/renders
        DELETE /api/v1/renders/{render_id}
        POST /api/v1/renders/{render_id}/cancel
        POST /api/v1/renders/{render_id}/retry
        """,
    Permission.PUBLISH: """
        POST /api/v1/renders/{render_id}/publish
        POST /api/v1/renders/{render_id}/withdraw
        POST /api/v1/renders/{render_id}/links
        DELETE /api/v1/renders/{render_id}/links/{link_id}
        POST /api/v1/projects/{project_id}/publish
        POST /api/v1/projects/{project_id}/archive
        POST /api/v1/projects/{project_id}/reopen
        """,
    Permission.READ_CONTENT: """
        GET /api/v1/scenes/stats
        GET /api/v1/jobs
        GET /api/v1/jobs/{job_id}
        GET /ws/rooms
        GET /api/v1/usage
        GET /api/v1/rooms/{room_name}/messages
        GET /api/v1/documents
        GET /api/v1/documents/{document_id}
        GET /api/v1/documents/{document_id}/versions
        GET /api/v1/documents/{document_id}/versions/{number}
        GET /api/v1/documents/{document_id}/outline
        GET /api/v1/documents/{document_id}/download
        GET /api/v1/projects/{project_id}/renders/estimate
        GET /api/v1/projects/{project_id}/scenes
        GET /api/v1/projects/{project_id}/timeline
        GET /api/v1/projects/{project_id}/renders
        GET /api/v1/projects/{project_id}/video
        GET /api/v1/renders
        GET /api/v1/renders/{render_id}
        GET /api/v1/renders/{render_id}/links
        GET /api/v1/renders/{render_id}/links/{link_id}
        GET /api/v1/projects/{project_id}/revisions
        GET /api/v1/revisions/{revision_id}
        GET /api/v1/revisions/{revision_id}/compare
        GET /api/v1/projects/{project_id}/changes
        GET /api/v1/scenes/{scene_id}/comments
        GET /api/v1/projects/{project_id}/comments
        GET /api/v1/projects/{project_id}/comments/summary
        GET /api/v1/comments/{comment_id}
        GET /api/v1/projects
        GET /api/v1/projects/{project_id}
        GET /api/v1/scenes/{scene_id}/boxes
        GET /api/v1/scenes/{scene_id}/lines/{number}/speech
        GET /api/v1/scenes/{scene_id}/lines/{number}/speech.wav
        GET /api/v1/scenes/{scene_id}/preview.png
        GET /api/v1/scenes/{scene_id}/preview.svg
        GET /api/v1/scenes
        GET /api/v1/scenes/{scene_id}
        GET /api/v1/scenes/{scene_id}/export
        GET /api/v1/assets/{asset_id}/ratings
        GET /api/v1/assets/favorites
        POST /api/v1/assets/{asset_id}/favorite
        GET /api/v1/assets
        GET /api/v1/assets/search
        GET /api/v1/assets/{asset_id}
        GET /api/v1/assets/{asset_id}/download
        GET /api/v1/assets/{asset_id}/usage
        GET /api/v1/documents/{document_id}/pictures/{name}
        GET /api/v1/projects/{project_id}/media
        GET /api/v1/projects/{project_id}/media/{name}
        GET /api/v1/projects/{project_id}/outline
        GET /api/v1/projects/{project_id}/report
        GET /api/v1/projects/{project_id}/sources
        GET /api/v1/templates
        GET /api/v1/templates/{template_id}
        GET /api/v1/templates/{template_id}/preview.png
        GET /api/v1/brands
        GET /api/v1/brands/{brand_id}
        GET /api/v1/brands/{brand_id}/contrast
        GET /api/v1/brands/{brand_id}/preview.png
        GET /api/v1/lexicons
        GET /api/v1/lexicons/{lexicon_id}
        GET /api/v1/lexicons/{lexicon_id}/export
        POST /api/v1/answers
        POST /api/v1/projects/{project_id}/answers
        GET /api/v1/synonyms
        GET /api/v1/synonyms/{synonym_id}
        GET /api/v1/draft-choices
        GET /api/v1/voices
        """,
    Permission.SERVE_CUSTOMERS: """
        GET /api/v1/support/reports/rates
        GET /api/v1/conversations
        GET /api/v1/conversations/counts
        GET /api/v1/conversations/{conversation_id}
        GET /api/v1/conversations/{conversation_id}/messages
        GET /api/v1/conversations/{conversation_id}/messages/{message_id}
        GET /api/v1/conversations/{conversation_id}/messages/{message_id}/file
        POST /api/v1/conversations/{conversation_id}/messages
        POST /api/v1/conversations/{conversation_id}/files
        POST /api/v1/conversations/{conversation_id}/template-messages
        POST /api/v1/conversations/{conversation_id}/notes
        POST /api/v1/conversations/{conversation_id}/take
        POST /api/v1/conversations/{conversation_id}/assign
        POST /api/v1/conversations/{conversation_id}/give-back
        POST /api/v1/conversations/{conversation_id}/resolve
        POST /api/v1/conversations/{conversation_id}/reopen
        POST /api/v1/conversations/{conversation_id}/seen
        PUT /api/v1/conversations/{conversation_id}/labels
        GET /api/v1/support/settings
        GET /api/v1/support/teams
        GET /api/v1/support/teams/{team_id}
        GET /api/v1/support/people
        GET /api/v1/support/labels
        GET /api/v1/support/labels/{label_id}
        GET /api/v1/support/canned-replies
        GET /api/v1/support/canned-replies/{canned_reply_id}
        GET /api/v1/support/customers
        GET /api/v1/support/customers/{customer_id}
        POST /api/v1/support/customers/{customer_id}/consents
        POST /api/v1/support/customers/{customer_id}/requests
        GET /api/v1/support/data-requests
        GET /api/v1/support/data-requests/{request_id}
        POST /api/v1/support/data-requests/{request_id}/close
        GET /api/v1/whatsapp/channels
        GET /api/v1/whatsapp/channels/{channel_id}
        GET /api/v1/whatsapp/channels/{channel_id}/templates
        """,
    Permission.MANAGE_SUPPORT: """
        PATCH /api/v1/support/settings
        GET /api/v1/support/erp
        PUT /api/v1/support/erp
        DELETE /api/v1/support/erp
        POST /api/v1/support/erp/check
        POST /api/v1/support/teams
        PATCH /api/v1/support/teams/{team_id}
        DELETE /api/v1/support/teams/{team_id}
        PUT /api/v1/support/teams/{team_id}/members
        PUT /api/v1/support/people/{user_id}
        POST /api/v1/support/labels
        PATCH /api/v1/support/labels/{label_id}
        DELETE /api/v1/support/labels/{label_id}
        POST /api/v1/support/canned-replies
        PATCH /api/v1/support/canned-replies/{canned_reply_id}
        DELETE /api/v1/support/canned-replies/{canned_reply_id}
        POST /api/v1/support/customers/{customer_id}/export
        DELETE /api/v1/support/customers/{customer_id}/data
        POST /api/v1/whatsapp/channels
        PATCH /api/v1/whatsapp/channels/{channel_id}
        DELETE /api/v1/whatsapp/channels/{channel_id}
        POST /api/v1/whatsapp/channels/{channel_id}/check
        POST /api/v1/whatsapp/channels/{channel_id}/templates/sync
        GET /api/v1/support/notices
        POST /api/v1/support/notices
        POST /api/v1/support/notices/preview
        GET /api/v1/support/notices/{notice_id}
        POST /api/v1/support/notices/{notice_id}/cancel
        GET /api/v1/support/reports/overview
        GET /api/v1/support/reports/breakdown
        GET /api/v1/support/reports/backlog
        PUT /api/v1/support/reports/rates
        POST /api/v1/support/reports/exports
        GET /api/v1/support/reports/exports
        GET /api/v1/support/reports/exports/{report_export_id}
        GET /api/v1/support/reports/exports/{report_export_id}/download
        GET /api/v1/support/questions
        GET /api/v1/support/questions/export
        GET /api/v1/support/questions/{question_id}
        PUT /api/v1/support/questions/{question_id}/state
        POST /api/v1/support/questions/{question_id}/answer
        POST /api/v1/whatsapp/channels/{channel_id}/test-messages
        GET /api/v1/support/simulator
        POST /api/v1/support/simulator
        POST /api/v1/support/simulator/example
        PUT /api/v1/support/simulator/oddities
        GET /api/v1/support/simulator/phones
        POST /api/v1/support/simulator/phones
        GET /api/v1/support/simulator/phones/{user_id}/chat
        POST /api/v1/support/simulator/phones/{user_id}/messages
        POST /api/v1/support/simulator/phones/{user_id}/close-window
        GET /api/v1/support/simulator/files/{media_id}
        """,
    Permission.EDIT_CONTENT: """
        POST /api/v1/uploads
        PATCH /api/v1/uploads/{upload_id}
        HEAD /api/v1/uploads/{upload_id}
        GET /api/v1/uploads/{upload_id}
        DELETE /api/v1/uploads/{upload_id}
        POST /api/v1/documents
        PATCH /api/v1/documents/{document_id}
        DELETE /api/v1/documents/{document_id}
        POST /api/v1/documents/{document_id}/versions
        POST /api/v1/projects/{project_id}/revisions
        PATCH /api/v1/revisions/{revision_id}
        DELETE /api/v1/revisions/{revision_id}
        POST /api/v1/revisions/{revision_id}/restore
        POST /api/v1/projects/{project_id}/changes/apply
        POST /api/v1/projects
        PATCH /api/v1/projects/{project_id}
        DELETE /api/v1/projects/{project_id}
        POST /api/v1/projects/{project_id}/duplicate
        POST /api/v1/projects/{project_id}/draft
        POST /api/v1/projects/{project_id}/sources/draft
        PUT /api/v1/projects/{project_id}/slides
        POST /api/v1/previews
        POST /api/v1/previews/boxes
        POST /api/v1/previews/conversion
        POST /api/v1/previews/speech
        POST /api/v1/scenes
        PUT /api/v1/scenes/reorder
        PUT /api/v1/scenes/{scene_id}
        PATCH /api/v1/scenes/{scene_id}
        DELETE /api/v1/scenes/{scene_id}
        POST /api/v1/scenes/{scene_id}/duplicate
        POST /api/v1/scenes/{scene_id}/apply-template
        POST /api/v1/scenes/{scene_id}/split
        POST /api/v1/scenes/{scene_id}/merge
        POST /api/v1/assets/upload
        POST /api/v1/assets
        PATCH /api/v1/assets/{asset_id}
        DELETE /api/v1/assets/{asset_id}
        POST /api/v1/assets/batch-delete
        POST /api/v1/assets/{asset_id}/track-usage
        POST /api/v1/projects/import
        POST /api/v1/projects/{project_id}/media
        DELETE /api/v1/projects/{project_id}/media/{name}
        POST /api/v1/templates
        PATCH /api/v1/templates/{template_id}
        DELETE /api/v1/templates/{template_id}
        POST /api/v1/templates/{template_id}/duplicate
        POST /api/v1/brands
        PATCH /api/v1/brands/{brand_id}
        DELETE /api/v1/brands/{brand_id}
        PUT /api/v1/brands/{brand_id}/logo
        DELETE /api/v1/brands/{brand_id}/logo
        POST /api/v1/brands/{brand_id}/fonts
        DELETE /api/v1/brands/{brand_id}/fonts/{name}
        POST /api/v1/synonyms
        PATCH /api/v1/synonyms/{synonym_id}
        DELETE /api/v1/synonyms/{synonym_id}
        POST /api/v1/lexicons
        PATCH /api/v1/lexicons/{lexicon_id}
        DELETE /api/v1/lexicons/{lexicon_id}
        POST /api/v1/lexicons/{lexicon_id}/import
        """,
}

NEEDED: Final[dict[tuple[str, str], Needed]] = {
    tuple(row.split()): needed  # type: ignore[misc]
    for needed, rows in _ROWS.items()
    for row in rows.strip().splitlines()
}
