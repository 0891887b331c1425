"""`tecnocursos doctor` on a machine with a server."""

from __future__ import annotations

from pathlib import Path

from cli_runs import tecnocursos

from platforms import Setting, settings_environment, settings_for


def test_each_part_of_the_server_is_looked_at(setting: Setting, tmp_path: Path) -> None:
    with settings_for(setting, tmp_path) as settings:
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


def test_what_is_wrong_is_named_without_its_secrets(tmp_path: Path) -> None:
    done = tecnocursos(
        "doctor",
        cache=tmp_path / "cache",
        TECNOCURSOS_FOLDERS__DATA=str(tmp_path / "data"),
        DATABASE_URL="postgresql://somebody:hush@127.0.0.1:1/none",
    )
    assert done.code == 1
    assert "database" in done.err
    assert "DATABASE_URL" in done.err
    assert "hush" not in done.err
    assert "Traceback" not in done.err
