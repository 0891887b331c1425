"""What is set in the environment: taken as people write it, and told in their words where it cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_runs import tecnocursos

from tecnocursos.bootstrap.schema import DatabaseUnusable, DatabaseUrlUnreadable, migrate
from tecnocursos.cli.environment import read_settings
from tecnocursos.cli.errors import SettingInvalid
from tecnocursos.config import DatabaseSettings, Folders, Settings

WRONG = [
    # variable, value, what is said in English, in Portuguese
    ("DATABASE_URL", "mysql://me:hush@db/x", "only SQLite (sqlite:///path) and PostgreSQL", "só há SQLite"),
    ("DATABASE_URL", "nonsense-hush", "only SQLite (sqlite:///path) and PostgreSQL", "só há SQLite"),
    ("TECNOCURSOS_DATABASE__OWNER_URL", "oracle://hush", "only SQLite", "só há SQLite"),
    ("REDIS_URL", "http://hush", "expected redis://host:6379/0", "espera-se redis://host:6379/0"),
    ("REDIS_URL", "redis://hush:port", "expected redis://host:6379/0", "espera-se redis://host:6379/0"),
    ("REDIS_URL", "redis://host/0?hush=1", "its path or query has something", "a consulta tem algo"),
    ("REDIS_URL", "redis://host/0?db=hush", "its path or query has something", "a consulta tem algo"),
    ("BROKER_URL", "hush:5672", "expected amqp://user:password@host:5672/vhost", "espera-se amqp://"),
    ("STORAGE_URL", "/var/hush", "expected file:///folder, s3://bucket/prefix", "espera-se file:///"),
    ("STORAGE_URL", "s3://", "expected file:///folder, s3://bucket/prefix", "espera-se file:///"),
    ("TECNOCURSOS_MAIL__URL", "hush.example.com", "expected smtp://user:password@host:587", "espera-se smtp://"),
    ("TECNOCURSOS_MAIL__URL", "smtp://hush?tls=maybe", "expected smtp://user:password@host:587", "espera-se smtp://"),
    ("TECNOCURSOS_SERVER__PUBLIC_URL", "banana-hush", "expected an address like https://", "espera-se um endereço"),
    ("TECNOCURSOS_SERVER__PUBLIC_URL", "https://a.example/hush", "without a path", "sem caminho"),
    ("TECNOCURSOS_SERVER__CORS_ORIGINS", "https://a.example,hush", "https://cursos.example.com", "endereço como"),
    ("TECNOCURSOS_SERVER__TRUSTED_PROXIES", "10.0.0.1, hush", "addresses or networks", "endereços ou redes"),
    ("TECNOCURSOS_SERVER__TRUSTED_PROXIES", '["10.0.0.1"', "or a list in JSON", "ou uma lista em JSON"),
    ("TECNOCURSOS_SERVER__PORT", "hush", "should be a valid integer", "espera-se um número inteiro"),
    ("TECNOCURSOS_WORKERS", "0", "should be greater than or equal to 1", "deve ser 1 ou mais"),
    ("TECNOCURSOS_ACCOUNTS__SIGN_UP", "hush", "'open' or 'closed'", "espera-se 'open'"),
]


@pytest.mark.parametrize(("variable", "value", "en", "pt"), WRONG, ids=[f"{name}={value}" for name, value, *_ in WRONG])
def test_what_cannot_be_used_is_named_with_the_reason_and_not_shown(
    variable: str, value: str, en: str, pt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    for language, said, beginning in (("en", en, f"The environment variable {variable} "), ("pt", pt, "A variável ")):
        monkeypatch.setenv("TECNOCURSOS_UI_LANGUAGE", language)
        with pytest.raises(SettingInvalid) as raised:
            read_settings()
        message = raised.value.message(language)
        assert message.startswith(beginning)
        assert variable in message
        assert said in message
        assert "hush" not in message


@pytest.mark.parametrize(
    "written", ["10.0.0.7,192.168.0.0/16", " 10.0.0.7 , 192.168.0.0/16,", '["10.0.0.7", "192.168.0.0/16"]']
)
def test_lists_are_written_with_commas_or_as_json(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TECNOCURSOS_SERVER__TRUSTED_PROXIES", written)
    monkeypatch.setenv("TECNOCURSOS_SERVER__CORS_ORIGINS", "https://a.example/,http://B.example:8080")
    server = Settings().server
    assert server.trusted_proxies == ("10.0.0.7", "192.168.0.0/16")
    assert server.cors_origins == ("https://a.example", "http://b.example:8080")


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"PORT": "9100"}, "http://127.0.0.1:9100"),
        ({"HOST": "0.0.0.0", "PORT": "80"}, "http://127.0.0.1:80"),
        ({"HOST": "::1"}, "http://[::1]:8000"),
        ({"PORT": "9100", "PUBLIC_URL": "https://cursos.example.com/"}, "https://cursos.example.com"),
    ],
)
def test_links_lead_to_where_the_server_listens_unless_told_otherwise(
    variables: dict[str, str], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"TECNOCURSOS_SERVER__{name}", value)
    assert Settings().server.address == address


def test_a_variable_that_sets_nothing_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    done = tecnocursos("serve", cache=tmp_path, TECNOCURSOS_SERVER__TRUSTED_PROXY="hush")
    assert done.code == 1
    assert "TECNOCURSOS_SERVER__TRUSTED_PROXY. Is TECNOCURSOS_SERVER__TRUSTED_PROXIES meant?" in done.err
    assert "hush" not in done.err


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://me:hush@db:port/none", "expected postgresql://role:password@host:5432/name"),
        ("postgresql://me:hush@127.0.0.1/none?banana=1", "invalid connection option"),
        ("postgresql://me:hush@127.0.0.1:1/none", "Connection refused"),
        ("sqlite:////dev/null/none.db", "unable to open database file"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_without_its_password(url: str, said: str, tmp_path: Path) -> None:
    with pytest.raises((DatabaseUnusable, DatabaseUrlUnreadable)) as raised:
        migrate(Settings(folders=Folders(data=tmp_path), database=DatabaseSettings(url=url)))
    assert said in raised.value.message()
    assert "hush" not in raised.value.message()


def test_what_kubernetes_tells_of_a_service_of_our_name_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SERVICE_HOST", "SERVICE_PORT", "SERVICE_PORT_HTTP", "PORT", "PORT_8000_TCP_ADDR"):
        monkeypatch.setenv(f"TECNOCURSOS_{name}", "tcp://10.0.0.1:8000")
    assert read_settings().server.port == 8000
