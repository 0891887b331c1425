"""What can go wrong between a program and the local WhatsApp server."""

from __future__ import annotations

from tecnocursos.kit.errors import Invalid, NotFound, Unavailable


class NotLocal(Invalid):
    code = "simulator_not_local"
    en = "The local WhatsApp server listens on this machine only, e.g. at 127.0.0.1, not at {host}."
    pt = "O servidor local de WhatsApp só atende nesta máquina, p. ex. em 127.0.0.1, não em {host}."


class WhatsAppUnreachable(Unavailable):
    code = "whatsapp_server_unreachable"
    en = "There is no local WhatsApp server at {url}. Start it with `tecnocursos whatsapp server`."
    pt = "Não há servidor local de WhatsApp em {url}. Inicie-o com `tecnocursos whatsapp server`."


class WhatsAppRefused(Invalid):
    code = "whatsapp_server_refused"
    en = "The local WhatsApp server refused: {reason}"
    pt = "O servidor local de WhatsApp recusou: {reason}"


class WhatsAppUnknown(NotFound):
    code = "whatsapp_server_unknown"
    en = "The local WhatsApp server does not know it: {reason}"
    pt = "O servidor local de WhatsApp não o conhece: {reason}"
