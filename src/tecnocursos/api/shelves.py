"""The routes of one router behind their common prefix: one comparison instead of a pattern for each of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from os.path import commonprefix
from typing import Any

from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send


class Shelf(BaseRoute):
    """Stands in the application for `routes`, in their order.

    `literals` are the paths of the whole application that have no parameter: `/scenes/stats` is no scene of that id.
    """

    def __init__(self, routes: Sequence[BaseRoute], literals: Collection[str] = ()) -> None:
        self.routes = list(routes)
        self._literals = frozenset(literals)
        # Up to the first parameter, and no further than a whole path of one of them.
        self._prefix = commonprefix([str(getattr(route, "path", "")).partition("{")[0] for route in routes])  # noqa: RUF071  characters are meant

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        path = scope.get("path", "")
        if not path.startswith(self._prefix):
            return Match.NONE, {}
        is_literal = path in self._literals
        partial: tuple[Match, dict[str, Any]] = (Match.NONE, {})
        for route in self.routes:
            if is_literal and getattr(route, "path", "") != path:
                continue
            match, child_scope = route.matches(scope)
            if match is Match.NONE:
                continue
            # The request is this route's own affair: nobody is to see the shelf.
            found = (match, {**child_scope, "route": route})
            if match is Match.FULL:
                return found
            if partial[0] is Match.NONE:
                partial = found
        return partial

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await scope["route"].handle(scope, receive, send)
