"""`tecnocursos doctor` on a machine with a server."""

from __future__ import annotations

from pathlib import Path

from cli_runs import tecnocursos

from platforms import Setting, settings_environment, settings_for
from tecnocursos.bootstrap.platform import build


def test_each_part_of_the_server_is_looked_at(setting: Setting, tmp_path: Path) -> None:
    with settings_for(setting, tmp_path) as settings:
        with build(settings):
            pass  # as the first `serve` does
        done = tecnocursos("doctor", "--json", cache=tmp_path / "cache", **settings_environment(settings))
    assert done.code == 0, done.out + done.err
    found = {finding["part"]: finding for finding in done.events[-1]["findings"]}
    for part in ("database", "clock", "storage", "keys", "disk"):
        assert found[part]["state"] == "ok", found[part]
    # Nobody was started.
    assert found["processes"]["state"] == "better"
    assert "scheduler" in found["processes"]["text"]
    assert found["broker"]["state"] == ("ok" if setting == "embedded" else "better")
    assert "guest" not in done.out


def test_before_the_first_serve_the_server_is_looked_at_and_nothing_is_made(tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = tecnocursos("doctor", "--json", cache=tmp_path / "cache", TECNOCURSOS_FOLDERS__DATA=str(data))
    assert done.code == 0, done.out + done.err
    found = {finding["part"]: finding for finding in done.events[-1]["findings"]}
    assert found["database"]["state"] == "better"
    assert "tecnocursos serve" in found["database"]["text"]
    for part in ("address", "redis", "broker", "storage", "disk"):
        assert found[part]["state"] == "ok", found[part]
    assert not data.exists()


def test_each_model_is_told_without_the_password_of_its_address(tmp_path: Path) -> None:
    set_ones = {
        "TECNOCURSOS_ANSWER_MODEL__BASE_URL": "http://ana:hush@127.0.0.1:1/v1",
        "TECNOCURSOS_ANSWER_MODEL__MODEL": "llama-3",
        "TECNOCURSOS_EMBEDDINGS__BASE_URL": "http://127.0.0.1:1/v1",
    }
    done = tecnocursos(
        "doctor", "--json", cache=tmp_path / "cache", TECNOCURSOS_FOLDERS__DATA=str(tmp_path), **set_ones
    )
    found = {finding["part"]: finding for finding in done.events[-1]["findings"]}
    assert [found[part]["state"] for part in ("model", "answers", "agent", "embeddings")] == ["better", "ok"] * 2
    assert found["answers"]["text"] == "llama-3 @ 127.0.0.1:1/v1"
    assert "hush" not in done.out + done.err


def test_every_part_is_reported_whatever_is_wrong_with_the_others(tmp_path: Path) -> None:
    wrong = {
        "TECNOCURSOS_WORKERS": "hush",
        "REDIS_URL": "http://me:hush@127.0.0.1",
        "TECNOCURSOS_SERVER__TRUSTED_PROXY": "hush",
        "TECNOCURSOS_FOLDERS__DATA": "/dev/null/data",
        "DATABASE_URL": "postgresql://somebody:hush@127.0.0.1:1/none",
        "BROKER_URL": "amqp://somebody:hush@127.0.0.1:1",
        "STORAGE_URL": "file:///dev/null/files",
        "TECNOCURSOS_MAIL__URL": "smtp://somebody:hush@127.0.0.1:1",
    }
    done = tecnocursos("doctor", "--json", cache=Path("/dev/null/cache"), **(wrong | {"TECNOCURSOS_UI_LANGUAGE": "pt"}))
    assert done.code == 1
    assert "Traceback" not in done.err
    found = [(finding["part"], finding["state"], finding["text"]) for finding in done.events[-1]["findings"]]
    texts = {part: text for part, _, text in found}
    states = {part: state for part, state, _ in found}
    assert [text for part, _, text in found if part == "settings"] == [
        "Não existe a configuração TECNOCURSOS_SERVER__TRUSTED_PROXY. Seria TECNOCURSOS_SERVER__TRUSTED_PROXIES?",
        "A variável de ambiente TECNOCURSOS_WORKERS não pode ser usada: espera-se um número inteiro.",
        "A variável de ambiente REDIS_URL não pode ser usada: espera-se redis://host:6379/0.",
    ]
    # What is set wrongly is not looked at as if it were not set.
    assert "redis" not in texts
    for part in ("cache", "database", "clock", "keys", "processes", "jobs", "broker", "storage", "mail", "disk"):
        assert states[part] == "broken", (part, texts[part])
    assert states["ffmpeg"] == states["pictures"] == "ok"
    assert texts["mail"] == "conexão recusada"
    assert "O banco de dados não pode ser usado" in texts["database"]
    assert "DATABASE_URL" in texts["database"]
    assert "cannot" not in "".join(texts.values())
    assert "hush" not in done.out + done.err
