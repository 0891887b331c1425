"""Which adapter reaches a provider's system; each is kept, with its connections and its token, while it is in use."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from pydantic import ValidationError

from tecnocursos.config import Settings
from tecnocursos.support.adapters.erp_http import ErpHttp
from tecnocursos.support.adapters.fake_erp import FakeErp
from tecnocursos.support.adapters.hubsoft import Hubsoft, HubsoftAccess
from tecnocursos.support.adapters.ixc import Ixc, IxcAccess
from tecnocursos.support.adapters.sgp import Sgp, SgpAccess
from tecnocursos.support.erp_connections import ErpConnection
from tecnocursos.support.errors import ErpSettingsWrong
from tecnocursos.support.ports import Erp

_KEPT: Final = 64
_VENDORS: Final[Mapping[str, Callable[[Mapping[str, Any], ErpHttp], Erp]]] = {
    "hubsoft": lambda told, http: Hubsoft(HubsoftAccess.model_validate(told), http=http),
    "sgp": lambda told, http: Sgp(SgpAccess.model_validate(told), http=http),
    "ixc": lambda told, http: Ixc(IxcAccess.model_validate(told), http=http),
}
_REASONS: Final = {
    "missing": ("it is missing", "falta"),
    "extra_forbidden": ("there is no such option", "não há tal opção"),
}


class ErpAdapters:
    """Thread-safe."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._known: dict[str, Erp] = {}

    def connect(self, connection: ErpConnection) -> Erp | None:
        """None: the example is not there. Raises ErpSettingsWrong; whether it answers is known when it is asked."""
        if connection.kind == "example":
            return self._example(connection)
        name = connection.model_dump_json()
        with self._lock:
            erp = self._known.pop(name, None) or self._made(connection)
            self._known[name] = erp  # the last one used stands last
            if len(self._known) > _KEPT:
                del self._known[next(iter(self._known))]
        return erp

    def _example(self, connection: ErpConnection) -> Erp | None:
        """What was done to the example is kept for each tenant apart."""
        if self._settings.whatsapp.example_erp is None:
            return None
        folder = self._settings.folders.data / "example-erp"
        folder.mkdir(parents=True, exist_ok=True)
        return FakeErp(self._settings.whatsapp.example_erp, folder / f"{connection.tenant}.json")

    def _made(self, connection: ErpConnection) -> Erp:
        may_be_local = self._settings.whatsapp.erp_may_be_local
        if not may_be_local and urlsplit(connection.base_url).scheme != "https":
            told = "it has to begin with https://", "precisa começar com https://"
            raise ErpSettingsWrong(field="base_url", reason=told[0], reason_pt=told[1])
        http = ErpHttp(connection.base_url, may_be_local=may_be_local)
        try:
            return _VENDORS[connection.kind]({"base_url": connection.base_url, **connection.options}, http)
        except ValidationError as error:
            http.close()
            first = error.errors(include_input=False, include_url=False)[0]
            told = _REASONS.get(first["type"], ("it has not the form that is wanted", "não tem a forma esperada"))
            field = ".".join(str(part) for part in first["loc"])
            raise ErpSettingsWrong(field=field, reason=told[0], reason_pt=told[1]) from None
