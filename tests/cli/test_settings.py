"""Settings that cannot be used are named before anything starts, and never with what they hold."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TECNOCURSOS = Path(sys.executable).with_name("tecnocursos")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(TECNOCURSOS), *arguments],
        env={**os.environ, "LANGUAGE": "en", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "mysql://root:canary@db/x", "postgresql://"),
        ("TECNOCURSOS_DATABASE__URL", "canary", "sqlite:///path"),
        ("REDIS_URL", "http://canary", "redis://host"),
        ("BROKER_URL", "amqp:canary", "amqp://"),
        ("STORAGE_URL", "ftp://canary/x", "s3://bucket/prefix"),
        ("TECNOCURSOS_SERVER__PUBLIC_URL", "canary", "https://host"),
        ("TECNOCURSOS_SERVER__PORT", "canary", "integer"),
        ("TECNOCURSOS_SERVER__TRUSTED_PROXIES", "[canary", "a, b or a JSON array"),
    ],
)
def test_a_wrong_setting_is_named_and_nothing_starts(tmp_path: Path, name: str, value: str, said: str) -> None:
    ended = run("serve", **{name: value, "TECNOCURSOS_FOLDERS__DATA": str(tmp_path / "data")})
    assert ended.returncode != 0
    assert name in ended.stderr
    assert said in ended.stderr
    assert "canary" not in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "data").exists()


def test_a_misspelt_setting_is_named_with_the_nearest() -> None:
    ended = run("serve", TECNOCURSOS_SERVER__PUBLC_URL="https://cursos.example")
    assert ended.returncode != 0
    assert "TECNOCURSOS_SERVER__PUBLC_URL" in ended.stderr
    assert "TECNOCURSOS_SERVER__PUBLIC_URL" in ended.stderr
