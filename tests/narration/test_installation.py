"""Installing voices: from files and from an HTTPS server, and what is refused."""

from __future__ import annotations

import functools
import http.server
import json
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from voice_maker import make_voice

from tecnocursos.narration.errors import VoiceRefused, VoiceUnknown
from tecnocursos.narration.installation import install_voice, installed_voices, remove_voice


@pytest.fixture
def voice(tmp_path: Path) -> Path:
    return make_voice(tmp_path / "given", "pt_BR-tiny-low")


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    return tmp_path / "installed"


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_install_list_replace_remove(voice: Path, installed: Path) -> None:
    found = install_voice(voice, installed)
    assert (found.name, found.language) == ("pt_BR-tiny-low", "pt")
    assert found.model.read_bytes() == voice.read_bytes()
    assert install_voice(str(voice), installed) == found
    assert installed_voices(installed) == [found]
    remove_voice("piper:pt_BR-tiny-low", installed)
    assert _files(installed) == []
    with pytest.raises(VoiceUnknown, match="none"):
        remove_voice("pt_BR-tiny-low", installed)


def test_refused_files_leave_nothing(voice: Path, installed: Path, tmp_path: Path) -> None:
    settings = voice.with_name(voice.name + ".json")
    good = json.loads(settings.read_text())
    cases: list[tuple[str | bytes, str]] = [
        ("{", "is not JSON"),
        (b"\xff\xfe", "is not JSON"),
        ("[]", "does not describe a voice"),
        (json.dumps(good | {"audio": {"sample_rate": 1}}), "audio.sample_rate"),
        (json.dumps({key: value for key, value in good.items() if key != "phoneme_id_map"}), "phoneme_id_map"),
        (json.dumps(good | {"num_speakers": "many"}), "num_speakers"),
        ("[" * 100_000, "is not JSON"),
    ]
    for content, reason in cases:
        settings.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(VoiceRefused, match=reason):
            install_voice(voice, installed)
    settings.write_text(json.dumps(good))
    voice.write_text("<html>not found</html>")
    with pytest.raises(VoiceRefused, match="not an ONNX file"):
        install_voice(voice, installed)
    voice.write_bytes(b"")
    with pytest.raises(VoiceRefused, match="not an ONNX file"):
        install_voice(voice, installed)
    settings.unlink()
    with pytest.raises(VoiceRefused, match=r"there is no file pt_BR-tiny-low\.onnx\.json"):
        install_voice(voice, installed)
    for source in (tmp_path / "none.onnx", tmp_path, tmp_path / "voice.zip", "", ".onnx"):
        with pytest.raises(VoiceRefused):
            install_voice(source, installed)
    assert _files(installed) == []


def test_addresses_must_be_https(installed: Path) -> None:
    for address in ("http://127.0.0.1:1/v.onnx", "ftp://127.0.0.1/v.onnx", "file:///etc/v.onnx"):
        with pytest.raises(VoiceRefused, match="https://"):
            install_voice(address, installed)
    with pytest.raises(VoiceRefused, match="cannot be downloaded"):
        install_voice("https://127.0.0.1:1/v.onnx", installed)


class _Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/moved/"):
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/v.onnx")
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Quiet."""


@pytest.fixture
def address(voice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A real HTTPS server over the folder of the voice, its certificate trusted."""
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    extension = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *extension], check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    handler = functools.partial(_Handler, directory=str(voice.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"https://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_download(address: str, voice: Path, installed: Path) -> None:
    found = install_voice(f"{address}/{voice.name}?download=true", installed)
    assert found.model.read_bytes() == voice.read_bytes()
    for path, reason in (("/none.onnx", "not found"), (f"/moved/{voice.name}", "without https")):
        with pytest.raises(VoiceRefused, match=reason):
            install_voice(address + path, installed)
    assert _files(installed) == [voice.name, f"{voice.name}.json"]


def test_broken_pairs_are_not_listed(voice: Path, installed: Path) -> None:
    install_voice(voice, installed)
    (installed / "half.onnx").write_bytes(voice.read_bytes())
    (installed / "odd.onnx").write_bytes(voice.read_bytes())
    (installed / "odd.onnx.json").write_text("{}")
    assert [found.name for found in installed_voices(installed)] == ["pt_BR-tiny-low"]
    assert installed_voices(installed / "nowhere") == []
