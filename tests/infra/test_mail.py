"""Mail: a real SMTP server, one that is in a bad mood, and the folder."""

from __future__ import annotations

import email
import email.policy
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tecnocursos.config import MailSettings
from tecnocursos.infra.mail import (
    FolderMailer,
    Mail,
    MailRefused,
    MailUnavailable,
    SmtpMailer,
    build_mailer,
)
from tecnocursos.kit.ids import new_id

SENDER = "TecnoCursos AI <cursos@fibraboa.com.br>"


@dataclass
class Mailboxes:
    """Takes mail as `answer` says, and remembers it."""

    answer: str = "250 OK"
    taken: list[Envelope] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's
        self.taken.append(envelope)
        return self.answer

    async def handle_RCPT(  # noqa: N802  aiosmtpd's
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.startswith("ninguem@"):
            return "550 no such mailbox"
        if address.startswith("cheio@"):
            return "452 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"


def serve(mailboxes: Mailboxes, **options: Any) -> Controller:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(mailboxes, hostname="127.0.0.1", port=port, **options)
    controller.start()
    return controller


@pytest.fixture
def mailboxes() -> Mailboxes:
    return Mailboxes()


@pytest.fixture
def port(mailboxes: Mailboxes) -> Iterator[int]:
    controller = serve(mailboxes)
    yield controller.port
    controller.stop()


def letter(recipient: str = "ana@example.com") -> Mail:
    return Mail(new_id(), recipient, "Convite para «Ação»", "Olá!\n\nAbra:\n\nhttps://cursos.example.com/x#token=abc\n")


def plain(port: int, timeout_seconds: float = 5) -> SmtpMailer:
    return SmtpMailer(f"smtp://127.0.0.1:{port}?tls=none", SENDER, timeout_seconds)


def test_a_message_arrives_as_it_was_written(mailboxes: Mailboxes, port: int) -> None:
    mail = letter()
    plain(port).send(mail)
    (envelope,) = mailboxes.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == ("cursos@fibraboa.com.br", ["ana@example.com"])
    message = email.message_from_bytes(envelope.original_content or b"", policy=email.policy.default)
    assert message["Subject"] == mail.subject
    assert message["From"] == SENDER
    assert message["Message-ID"] == f"<{mail.id}@fibraboa.com.br>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().replace("\r\n", "\n") == mail.text


def test_what_may_pass_is_tried_again_and_what_will_not_is_not(mailboxes: Mailboxes, port: int) -> None:
    with pytest.raises(MailRefused) as refused:
        plain(port).send(letter("ninguem@example.com"))
    with pytest.raises(MailUnavailable) as full:
        plain(port).send(letter("cheio@example.com"))
    assert "@" not in refused.value.message() + full.value.message()
    mailboxes.answer = "451 try later"
    with pytest.raises(MailUnavailable):
        plain(port).send(letter())
    mailboxes.answer = "554 no"
    with pytest.raises(MailRefused):
        plain(port).send(letter())


def test_a_server_that_is_not_there(mailboxes: Mailboxes) -> None:
    controller = serve(mailboxes)
    port = controller.port
    controller.stop()
    with pytest.raises(MailUnavailable):
        plain(port).send(letter())


def test_a_server_that_hangs_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(MailUnavailable):
        plain(silent.getsockname()[1], timeout_seconds=0.2).send(letter())


def test_no_mail_goes_out_unencrypted_unless_told(mailboxes: Mailboxes, port: int) -> None:
    with pytest.raises(MailUnavailable):
        SmtpMailer(f"smtp://127.0.0.1:{port}", SENDER, 5).send(letter())
    assert mailboxes.taken == []


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, key_file = tmp_path / "server.pem", tmp_path / "server.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, key_file


# The server does not notice that it is encrypted from the start.
@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize("encryption", ["starttls", "implicit"])
def test_encrypted_and_with_a_password(
    mailboxes: Mailboxes, certificate: tuple[Path, Path], encryption: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)

    def check(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any) -> AuthResult:
        right = isinstance(given, LoginPassword) and (given.login, given.password) == (b"ana", b"p@ss/word")
        return AuthResult(success=right)

    options: dict[str, Any] = {"authenticator": check, "auth_required": True}
    if encryption == "implicit":
        options |= {"ssl_context": context, "auth_require_tls": False}
    else:
        options |= {"tls_context": context, "require_starttls": True}
    controller = serve(mailboxes, **options)
    try:
        port = controller.port
        url = f"smtp://ana:p%40ss%2Fword@localhost:{port}?tls={encryption}"
        # A certificate that nobody vouches for is refused.
        with pytest.raises(MailUnavailable, match="SSLCertVerificationError"):
            SmtpMailer(url, SENDER, 5).send(letter())
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        SmtpMailer(url, SENDER, 5).send(letter())
        assert len(mailboxes.taken) == 1
        with pytest.raises(MailUnavailable):
            SmtpMailer(url.replace("p%40ss", "wrong"), SENDER, 5).send(letter())
    finally:
        controller.stop()


def test_without_a_setting_mails_are_files_that_mail_programs_read(tmp_path: Path) -> None:
    mailer = build_mailer(MailSettings(sender=SENDER), tmp_path / "mail")
    assert isinstance(mailer, FolderMailer)
    mail = letter()
    mailer.send(mail)
    mailer.send(mail)
    (path,) = (tmp_path / "mail").iterdir()
    assert path.stat().st_mode & 0o077 == 0
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert (message["To"], message.get_content()) == ("ana@example.com", mail.text)
