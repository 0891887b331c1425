"""`python -m tecnocursos.cli`."""

from tecnocursos.cli import app

app()
