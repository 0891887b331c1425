"""Pictures that a Markdown file names: only files in its own folder are read, nothing is fetched."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from tecnocursos.documents.markdown.inline import LinkedPicture
from tecnocursos.documents.outline import Place
from tecnocursos.documents.pictures import PictureLeftOut
from tecnocursos.documents.reading import Draft


class LocalPictures:
    """Reads pictures beside the document, or below, into the draft."""

    def __init__(self, folder: Path, draft: Draft) -> None:
        self._folder = folder.resolve()
        self._draft = draft

    def show(self, picture: LinkedPicture, place: Place) -> bool:
        """Add the picture to the draft; False, with a remark in the draft, when it cannot be shown."""
        try:
            content = self._read(picture.address)
        except PictureLeftOut as left_out:
            self._draft.leave_out(left_out, place)
            return False
        return self._draft.picture(content, place, alt=picture.alt, caption=picture.title)

    def _read(self, address: str) -> bytes:
        try:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                raise PictureLeftOut("pictures on other servers", "figuras em outros servidores")
            path = (self._folder / unquote(parts.path)).resolve()
            if not path.is_relative_to(self._folder):
                raise PictureLeftOut("pictures outside the document's folder", "figuras fora da pasta do documento")
            if not path.is_file():
                raise PictureLeftOut("missing picture files", "arquivos de figura que não existem")
            if path.stat().st_size > self._draft.limits.file_bytes:
                raise PictureLeftOut("huge picture files", "arquivos de figura enormes")
            return path.read_bytes()
        except (OSError, ValueError) as error:
            raise PictureLeftOut("unreadable picture files", "arquivos de figura ilegíveis") from error
