"""The openai SDK's client for one service, a company's or one's own that speaks like it."""

from __future__ import annotations

import threading
import weakref
from typing import Any

from pydantic import SecretStr


class OpenAIClient:
    """Made at the first use, since loading the SDK takes a second or two. Asks once: who calls decides on another try.
    Thread-safe.
    """

    def __init__(self, base_url: str | None, api_key: SecretStr | None, timeout_seconds: float) -> None:
        self._base_url, self._api_key, self._timeout = base_url, api_key, timeout_seconds
        self._client: Any = None
        self._lock = threading.Lock()

    def connected(self) -> Any:
        import openai

        with self._lock:
            if self._client is None:
                self._client = openai.OpenAI(
                    base_url=self._base_url,
                    # Local servers want none, but the SDK insists on some.
                    api_key=self._api_key.get_secret_value() if self._api_key else "none",
                    timeout=self._timeout,
                    max_retries=0,
                )
                # It refers to itself: its connections would stay open until the garbage is collected.
                weakref.finalize(self, self._client.close)
            return self._client
