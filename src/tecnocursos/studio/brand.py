"""Brand files: a small YAML with an organisation's name, logo, colours and fonts."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import ValidationError

from tecnocursos.rendering.timeline import Brand
from tecnocursos.studio.errors import BrandInvalid, MediaMissing
from tecnocursos.studio.media import MediaShelf


def read_brand(path: Path, shelf: MediaShelf) -> Brand:
    """Read a brand file; its logo and fonts, relative to it, are shelved. Raises BrandInvalid, MediaMissing."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BrandInvalid(file=path.name, reason=str(error)) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise BrandInvalid(file=path.name, reason=str(error).replace("\n", " ")) from error
    if not isinstance(content, dict):
        raise BrandInvalid(
            file=path.name,
            reason="expected lines such as «primary: '#0a5c63'»",
            reason_pt="esperam-se linhas como «primary: '#0a5c63'»",
        )
    try:
        brand = Brand.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(step) for step in first["loc"])
        raise BrandInvalid(file=path.name, reason=f"{field}: {first['msg']}") from error

    def shelve(reference: str) -> str:
        file = path.parent / reference
        if not file.is_file():
            raise MediaMissing(file=reference, owner=path.name)
        return shelf.add(file)

    return brand.model_copy(
        update={
            "logo": shelve(brand.logo) if brand.logo else None,
            "font_files": tuple(shelve(file) for file in brand.font_files),
        }
    )
