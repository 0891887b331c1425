"""The table of contents of the API: every router, and every route that answers anybody."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from tecnocursos.api import (
    account,
    answers,
    api_keys,
    asset_opinions,
    asset_uploads,
    asset_uses,
    assets,
    audit,
    auth,
    brands,
    changes,
    comments,
    conversations,
    data_requests,
    documents,
    draft_choices,
    files,
    health,
    invitations,
    jobs,
    lexicons,
    line_speech,
    members,
    notifications,
    personal_data,
    previews,
    project_files,
    project_reports,
    projects,
    realtime,
    render_links,
    renders,
    revisions,
    scene_exports,
    scenes,
    second_factor,
    sign_up,
    simulator,
    slide_boxes,
    statistics,
    support_canned_replies,
    support_customers,
    support_erp,
    support_exports,
    support_labels,
    support_notices,
    support_questions,
    support_reports,
    support_settings,
    support_teams,
    templates,
    tenants,
    timelines,
    uploads,
    usage,
    voices,
    whatsapp_channels,
    whatsapp_webhooks,
)
from tecnocursos.api.edge import needs_actor
from tecnocursos.api.shelves import Shelf

ROUTERS: tuple[APIRouter, ...] = (
    statistics.router,  # before the scenes, for which `stats` would be an id
    health.router,
    sign_up.router,
    auth.router,
    account.router,
    second_factor.router,
    tenants.router,
    members.router,
    invitations.router,
    api_keys.router,
    jobs.router,
    audit.router,
    notifications.router,
    realtime.router,
    uploads.router,
    files.router,
    usage.router,
    documents.router,
    answers.router,
    render_links.router,
    renders.router,
    revisions.router,
    changes.router,
    comments.router,
    project_files.router,
    project_reports.router,
    projects.router,
    previews.router,
    slide_boxes.router,
    line_speech.router,
    timelines.router,
    scenes.router,
    templates.router,
    brands.router,
    lexicons.router,
    voices.router,
    draft_choices.router,
    asset_uploads.router,
    asset_opinions.router,
    asset_uses.router,
    assets.router,
    scene_exports.router,
    conversations.router,
    support_reports.router,
    support_settings.router,
    support_erp.router,
    support_teams.router,
    support_labels.router,
    support_notices.router,
    support_canned_replies.router,
    support_exports.router,
    support_questions.router,
    support_customers.router,
    data_requests.router,
    personal_data.router,
    simulator.router,
    whatsapp_channels.router,
    whatsapp_webhooks.router,
)

PUBLIC_ROUTES = frozenset(
    {
        ("GET", "/health/live"),
        ("GET", "/health/ready"),  # asked by what restarts the server
        ("GET", "/api/v1/setup"),  # whether somebody must set up the installation first
        ("POST", "/api/v1/setup"),  # works only while there is nobody
        # Whoever comes is not known yet; each checks a password, a code, a refresh token or the ticket of a mail.
        ("POST", "/api/v1/sign-up"),
        ("POST", "/api/v1/sign-up/confirm"),
        ("POST", "/api/v1/auth/sign-in"),
        ("POST", "/api/v1/auth/sign-in/second-factor"),
        ("POST", "/api/v1/auth/refresh"),
        ("POST", "/api/v1/auth/password-reset"),
        ("POST", "/api/v1/auth/password-reset/confirm"),
        ("POST", "/api/v1/auth/email-change/confirm"),
        ("POST", "/api/v1/invitations/read"),
        ("POST", "/api/v1/invitations/accept"),
        ("OPTIONS", "/api/v1/uploads"),
        # Closed by their links' tokens.
        ("POST", "/api/v1/shared/read"),
        ("GET", "/api/v1/files/{file_id}"),
        ("HEAD", "/api/v1/files/{file_id}"),
        # Closed by the verify token, and by the signature of each body.
        ("GET", "/api/v1/whatsapp/webhooks/{channel_id}"),
        ("POST", "/api/v1/whatsapp/webhooks/{channel_id}"),
    }
)
"""Routes that answer anybody. Everything else asks who is there."""


def include_routes(app: FastAPI) -> None:
    # Not by include_router: the layers it puts between would cost every request, and routers are whole by themselves.
    literals = {path for _, path, _ in list_routes() if "{" not in path}
    app.router.routes.extend(Shelf(router.routes, literals) for router in ROUTERS)
    public = {(method, path) for method, path, route in list_routes() if not needs_actor(route)}
    if public != PUBLIC_ROUTES:
        raise AssertionError(f"public routes differ from the list: {sorted(public ^ PUBLIC_ROUTES)}")


def list_routes() -> list[tuple[str, str, APIRoute]]:
    """Method, path and route of every operation. Routers carry their prefixes themselves."""
    return [
        (method, route.path, route)
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in sorted(route.methods or ())
    ]


def methods_of(path: str) -> list[str]:
    """What this address takes."""
    methods = {method for method, route_path, _ in list_routes() if route_path == path}
    methods = methods or {method for method, _, route in list_routes() if route.path_regex.match(path)}
    return sorted(methods | {"HEAD"} if "GET" in methods else methods)
