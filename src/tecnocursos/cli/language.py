"""The command line speaks Portuguese, or English where the terminal is set to English."""

from __future__ import annotations

import errno
import os


def terminal_language() -> str:
    """`pt` or `en`, from TECNOCURSOS_UI_LANGUAGE, else the locale; Portuguese where neither says."""
    for name in ("TECNOCURSOS_UI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and value.split(".")[0] not in {"C", "POSIX"}:
            return "en" if value.lower().startswith("en") else "pt"
    return "pt"


def say(en: str, pt: str) -> str:
    """The sentence in the terminal's language."""
    return en if terminal_language() == "en" else pt


# What the system says of these, as its own messages are in English wherever its language packs are missing.
_SYSTEM_REASONS = {
    errno.EACCES: "permissão negada",
    errno.EADDRINUSE: "endereço já em uso",
    errno.EADDRNOTAVAIL: "esta máquina não tem esse endereço",
    errno.ECONNREFUSED: "conexão recusada",
    errno.ECONNRESET: "conexão interrompida",
    errno.EEXIST: "já existe",
    errno.EHOSTUNREACH: "não há caminho até a máquina",
    errno.EISDIR: "é uma pasta",
    errno.ENAMETOOLONG: "nome comprido demais",
    errno.ENETUNREACH: "rede inalcançável",
    errno.ENOENT: "não existe",
    errno.ENOSPC: "disco cheio",
    errno.ENOTDIR: "não é uma pasta",
    errno.EPERM: "operação não permitida",
    errno.EROFS: "só pode ser lido",
    errno.ETIMEDOUT: "sem resposta a tempo",
}


def reason_of(error: OSError) -> str:
    """Why the system refused, in the terminal's language where this is one of the usual reasons."""
    if isinstance(error, TimeoutError):
        return say("no answer in time", "sem resposta a tempo")
    en = error.strerror or str(error)
    return say(en, _SYSTEM_REASONS.get(error.errno or 0, en))
