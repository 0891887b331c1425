"""HTTP to a provider's system: one client for each, short limits, and errors that name the host and nothing else.

Only reads are tried once more; what changes something is asked for once, and is unknown when no answer comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

import httpx2
from pydantic import Field

from tecnocursos.infra.public_addresses import NotPublic, PublicTransport
from tecnocursos.support.errors import ErpRefused, ErpUnavailable

_TIMEOUT: Final = httpx2.Timeout(10.0, connect=3.0)
_MOST_BYTES: Final = 8 * 1024 * 1024
_MAY_PASS: Final = frozenset({429, 500, 502, 503, 504})

BaseUrl = Annotated[str, Field(pattern=r"^https?://[^/?#\s]+")]
Json = Any


class ErpHttp:
    """Thread-safe. `base_url` is the system's address, as its tenant gave it, with or without a path.

    It is reached over TLS and at public addresses only, and so is what it links to, unless it `may_be_local`.
    """

    def __init__(self, base_url: str, *, timeout: httpx2.Timeout = _TIMEOUT, may_be_local: bool = False) -> None:
        self._base_url = base_url.rstrip("/")
        self.host = urlsplit(base_url).hostname or base_url
        transport = None if may_be_local else PublicTransport()
        self._client = httpx2.Client(timeout=timeout, follow_redirects=False, trust_env=False, transport=transport)

    def close(self) -> None:
        self._client.close()

    def read(self, method: str, path: str, **sent: Any) -> Json:
        """What changes nothing there; asked once more when the first answer may have been an accident."""
        try:
            return self._json(self._ask(method, path, sent))
        except _Passing:
            return self.change(method, path, **sent)

    def change(self, method: str, path: str, **sent: Any) -> Json:
        """Raises ErpUnavailable, also when it is not known whether it was done; Unauthorized for a 401."""
        try:
            return self._json(self._ask(method, path, sent))
        except _Passing as error:
            raise error.told from None

    def pdf(self, address: str) -> bytes:
        """A file that the system names by a whole address or by a path of its own."""
        path = address if address.startswith(("http://", "https://")) else f"/{address.lstrip('/')}"
        try:
            response = self._ask("GET", path, {"follow_redirects": True})
        except _Passing as error:
            raise error.told from None
        if not response.content.startswith(b"%PDF"):
            raise self.unavailable("gave something else than a PDF", "deu outra coisa em vez de um PDF")
        return response.content

    def unavailable(self, reason: str, reason_pt: str) -> ErpUnavailable:
        return ErpUnavailable(host=self.host, reason=reason, reason_pt=reason_pt)

    def refused(self, reason: str, reason_pt: str) -> ErpRefused:
        return ErpRefused(host=self.host, reason=reason, reason_pt=reason_pt)

    def refused_as_told(self, told: str | None) -> ErpRefused:
        """In the system's own words, which are the same in both languages; in ours where it has none."""
        return self.refused(told, told) if told else self.refused("no reason told", "sem dizer o motivo")

    def unclear(self) -> ErpUnavailable:
        return self.unavailable("answered in a way that cannot be understood", "respondeu de um modo incompreensível")

    def _ask(self, method: str, path: str, sent: Mapping[str, Any]) -> httpx2.Response:
        address = path if path.startswith(("http://", "https://")) else f"{self._base_url}{path}"
        try:
            response = self._client.request(method, address, **sent)
        except NotPublic:
            told = "is not a public address reached by https", "não é um endereço público acessado por https"
            raise self.unavailable(*told) from None
        except httpx2.ConnectError:
            raise _Passing(self.unavailable("cannot be reached", "não pode ser alcançado")) from None
        except httpx2.TimeoutException:
            raise _Passing(self.unavailable("did not answer in time", "não respondeu a tempo")) from None
        except (httpx2.HTTPError, httpx2.InvalidURL):
            raise _Passing(self.unavailable("broke off the connection", "interrompeu a conexão")) from None
        if response.status_code == 401:
            raise Unauthorized(host=self.host, reason="refused the credentials", reason_pt="recusou as credenciais")
        if response.status_code in _MAY_PASS:
            told = f"answered with the error {response.status_code}", f"respondeu com o erro {response.status_code}"
            raise _Passing(self.unavailable(*told))
        if response.status_code == 403:
            raise self.unavailable("does not allow this to its key", "não permite isto à sua chave")
        if response.is_redirect or len(response.content) > _MOST_BYTES:
            raise self.unclear()
        return response

    def _json(self, response: httpx2.Response) -> Json:
        try:
            content = response.json()
        except ValueError:
            raise self.unclear() from None
        if response.is_error and not isinstance(content, dict):
            raise self.unclear()
        return content


class Unauthorized(ErpUnavailable):
    """The credentials are wrong, or a token has ended."""


class _Passing(Exception):
    """What a second try may not meet."""

    def __init__(self, told: ErpUnavailable) -> None:
        super().__init__()
        self.told = told
