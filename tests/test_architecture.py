"""The house rules that a program can check."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "tecnocursos"

BANNED_NAMES = {"utils", "helpers", "common", "manager", "misc", "data", "info"}


def test_layers_hold() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_files_stay_short() -> None:
    long = {str(path.relative_to(ROOT)): count for path in SOURCE.rglob("*.py") if (count := _line_count(path)) > 400}
    assert not long, f"split by use case: {long}"


def test_no_banned_names() -> None:
    banned = [str(path.relative_to(ROOT)) for path in SOURCE.rglob("*") if path.stem in BANNED_NAMES]
    assert not banned


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in SOURCE.rglob("*.py")
        if path.read_text().strip() and not path.read_text().startswith('"""')
    ]
    assert not silent


def test_no_imports_are_hidden() -> None:
    """No cycle is dodged under TYPE_CHECKING."""
    hidden = [str(path.relative_to(ROOT)) for path in SOURCE.rglob("*.py") if "TYPE_CHECKING" in path.read_text()]
    assert not hidden


def test_test_files_have_names_of_their_own() -> None:
    """They are imported by their bare names."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py")
    assert [name for name, count in names.items() if count > 1] == []


def test_lock_files_name_no_host() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        assert "://" not in lock.read_text(), lock.name
        assert "--hash=sha256:" in lock.read_text(), lock.name


def _line_count(path: Path) -> int:
    return len(path.read_text().splitlines())
