"""A file's digest follows its bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tecnocursos.infra.file_digests import file_digest, remembered_digest


def test_digest_of_the_bytes_as_they_are_now(tmp_path: Path) -> None:
    file = tmp_path / "ana.onnx"
    for content in (b"one", b"another"):
        file.write_bytes(content)
        assert remembered_digest(file) == file_digest(file) == hashlib.sha256(content).hexdigest()
