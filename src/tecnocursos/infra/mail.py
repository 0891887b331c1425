"""Outgoing mail: over SMTP, or, where nothing is set up, into a folder of files that any mail program opens."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

from tecnocursos.config import MailSettings
from tecnocursos.infra.files import write_whole
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import Invalid, Unavailable


class MailUnavailable(Unavailable):
    code = "mail_unavailable"
    en = "The mail server did not take the message ({reason}). It is tried again."
    pt = "O servidor de e-mail não recebeu a mensagem ({reason}). Será tentado de novo."


class MailRefused(Invalid):
    code = "mail_refused"
    en = "The mail server refused the message for good ({reason})."
    pt = "O servidor de e-mail recusou a mensagem definitivamente ({reason})."


@dataclass(frozen=True, slots=True)
class Mail:
    """One message to one person. The id stays the same when it has to be sent again."""

    id: UUID
    recipient: str
    subject: str
    text: str


class Mailer(Protocol):
    def send(self, mail: Mail) -> None:
        """Hand the message over. Raises MailUnavailable, MailRefused."""


class FolderMailer:
    """Writes each message to `<id>.eml`."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, mail: Mail) -> None:
        path = self._folder / f"{mail.id}.eml"
        write_whole(path, _message(mail, self._sender).as_bytes())
        path.chmod(0o600)


class SmtpMailer:
    """Sends each message over a connection of its own."""

    def __init__(self, url: str, sender: str, timeout_seconds: float) -> None:
        """`url` is one of those that the settings let through."""
        parts = urlsplit(url)
        encryption = parse_qs(parts.query).get("tls", ["starttls"])[0]
        self.host = parts.hostname or ""
        self.port = parts.port or (465 if encryption == "implicit" else 587)
        self._credentials = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        self._encryption = encryption
        self._sender = sender
        self._timeout_seconds = timeout_seconds

    def send(self, mail: Mail) -> None:
        # The texts of these errors name the recipient; only their kinds are passed on.
        try:
            with self.connect() as server:
                server.send_message(_message(mail, self._sender))
        except smtplib.SMTPRecipientsRefused as error:
            _raise_for([code for code, _ in error.recipients.values()])
        except smtplib.SMTPResponseException as error:
            _raise_for([error.smtp_code])
        except (OSError, smtplib.SMTPException) as error:
            raise MailUnavailable(reason=type(error).__name__) from None

    @contextmanager
    def connect(self) -> Iterator[smtplib.SMTP]:
        """A connection over which messages can be sent. Raises OSError, of which SMTPException is one."""
        context = ssl.create_default_context()
        if self._encryption == "implicit":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self._timeout_seconds, context=context
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self._timeout_seconds)
        with server:
            if self._encryption == "starttls":
                server.starttls(context=context)
            if self._credentials:
                server.login(*self._credentials)
            yield server


def build_mailer(settings: MailSettings, folder: Path) -> Mailer:
    url = settings.url.get_secret_value()
    if not url:
        return FolderMailer(folder, settings.sender)
    return SmtpMailer(url, settings.sender, settings.timeout_seconds)


def _raise_for(codes: list[int]) -> None:
    """4xx may pass, 5xx will not (RFC 5321); wrong credentials of ours can be put right, and are no fault of a mail."""
    reason = " ".join(str(code) for code in codes)
    if all(500 <= code < 600 and code not in {530, 534, 535} for code in codes):
        raise MailRefused(reason=reason) from None
    raise MailUnavailable(reason=reason) from None


def _message(mail: Mail, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(utc_now())
    # The same for every attempt, so that whoever gets it twice sees it once.
    message["Message-ID"] = f"<{mail.id}@{parseaddr(sender)[1].partition('@')[2] or 'localhost'}>"
    # Not answered by the automatic replies of those who are away.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message
