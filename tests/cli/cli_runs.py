"""Running the command as a user does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
TECNOCURSOS = Path(sys.executable).with_name("tecnocursos")


@dataclass(frozen=True)
class Done:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def environment(cache: Path, **more: str) -> dict[str, str]:
    return os.environ | {"TECNOCURSOS_FOLDERS__CACHE": str(cache), "TECNOCURSOS_UI_LANGUAGE": "en"} | more


def tecnocursos(*arguments: str | Path, cache: Path, cwd: Path | None = None, **more: str) -> Done:
    """Run the command as a user does."""
    command = [str(TECNOCURSOS), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment(cache, **more), cwd=cwd)
    return Done(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Demo:
    folder: Path
    cache: Path
    done: Done

    @property
    def video(self) -> Path:
        return self.folder / "internet-em-casa.mp4"

    def beside(self, suffix: str) -> Path:
        return self.folder / f"internet-em-casa{suffix}"
