"""TecnoCursos AI: documents become narrated video courses, and answers, that stay true to them."""

__version__ = "0.1.0"
