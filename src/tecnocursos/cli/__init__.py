"""The command line: `tecnocursos make`, `render`, `outline`, `voices`, `doctor`."""

from __future__ import annotations

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)
