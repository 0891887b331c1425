"""What accounts works with, built once from the settings and the keyring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tecnocursos.accounts.api_key_uses import KeyUses
from tecnocursos.accounts.passwords import Passwords
from tecnocursos.accounts.tickets import Tickets
from tecnocursos.accounts.tokens import AccessTokens
from tecnocursos.config import AccountSettings
from tecnocursos.infra.keyring import Keyring


@dataclass(frozen=True, slots=True)
class AccountParts:
    access_tokens: AccessTokens
    tickets: Tickets
    passwords: Passwords
    key_uses: KeyUses
    is_sign_up_open: bool
    idle: timedelta
    """A sign-in that was not used for so long has ended."""
    longest: timedelta
    """No sign-in lives longer, however it is used."""


def build_parts(settings: AccountSettings, keyring: Keyring) -> AccountParts:
    return AccountParts(
        access_tokens=AccessTokens(keyring.derive("access tokens")),
        tickets=Tickets(keyring.derive("tickets")),
        passwords=Passwords(
            settings.password_memory_kib,
            settings.password_passes,
            slots=settings.password_slots,
            queue=settings.password_queue,
        ),
        key_uses=KeyUses(),
        is_sign_up_open=settings.sign_up == "open",
        idle=timedelta(days=settings.idle_days),
        longest=timedelta(days=settings.longest_days),
    )
