"""Office files whose bytes do not change from one run to the next."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

MADE_ON = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
_ZIP_DATE = (2026, 3, 2, 9, 0, 0)
_CREATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def steady_office_file(file: Path) -> None:
    """Write a PPTX or DOCX anew with fixed dates, those of workbooks inside it too."""
    file.write_bytes(_steady(file.read_bytes()))


def _steady(package: bytes) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith(".xlsx"):
                content = _steady(content)
            elif entry.filename == "docProps/core.xml":
                content = _CREATED.sub(rb"\g<1>" + MADE_ON.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            new.writestr(zipfile.ZipInfo(entry.filename, _ZIP_DATE), content, zipfile.ZIP_DEFLATED, 9)
    return result.getvalue()
