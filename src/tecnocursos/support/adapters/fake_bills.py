"""What the fake ERP bills with: a PIX code, a digitable line and a boleto, each in the form that banks' apps read."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date
from typing import Final

# The due-date factor of boletos began again at 1000 on this day (it had reached 9999).
_FACTOR_EPOCH: Final = date(2025, 2, 22)
_FACTOR_FIRST: Final = 1000


def pix_code(*, key: str, receiver: str, city: str, amount_cents: int, reference: str) -> str:
    """A static BR Code (EMV): fields of two digits, two digits of length and a value; the last is a CRC-16."""
    account = _field("00", "br.gov.bcb.pix") + _field("01", key)
    code = (
        _field("00", "01")
        + _field("26", account)
        + _field("52", "0000")
        + _field("53", "986")
        + _field("54", f"{amount_cents // 100}.{amount_cents % 100:02}")
        + _field("58", "BR")
        + _field("59", _plain(receiver)[:25])
        + _field("60", _plain(city)[:15])
        + _field("62", _field("05", "".join(filter(str.isalnum, reference))[:25]))
        + "6304"
    )
    return f"{code}{crc16(code.encode()):04X}"


def crc16(content: bytes) -> int:
    """CRC-16/CCITT-FALSE, as BR Codes end with."""
    crc = 0xFFFF
    for byte in content:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1
        crc &= 0xFFFF
    return crc


def digitable_line(*, bank: str, due_on: date, amount_cents: int, reference: str) -> str:
    """The 47 digits of a boleto, written in its five groups."""
    free = str(int.from_bytes(hashlib.sha256(reference.encode()).digest()[:12], "big"))[:25].zfill(25)
    factor = (due_on - _FACTOR_EPOCH).days % 9000 + _FACTOR_FIRST
    tail = f"{factor:04}{amount_cents:010}"
    check = _modulo_11(f"{bank}9{tail}{free}")
    first, second, third = (f"{block}{_modulo_10(block)}" for block in (f"{bank}9{free[:5]}", free[5:15], free[15:]))
    groups = [f"{group[:5]}.{group[5:]}" for group in (first, second, third)]
    return f"{groups[0]} {groups[1]} {groups[2]} {check} {tail}"


def boleto_pdf(lines: list[str]) -> bytes:
    """One page with these lines, as PDF 1.4 in a font that every reader has."""
    shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
    drawing = f"BT /F1 11 Tf 56 780 Td 18 TL\n{shown}ET".encode("cp1252", "replace")
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawing), drawing),
    ]
    content = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(bodies) + 1, table)
    content += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)
    return bytes(content)


def _field(name: str, value: str) -> str:
    return f"{name}{len(value):02}{value}"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _modulo_10(digits: str) -> int:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        product = int(digit) * (2 - place % 2)
        total += product // 10 + product % 10
    return -total % 10


def _modulo_11(digits: str) -> int:
    total = sum(int(digit) * (place % 8 + 2) for place, digit in enumerate(reversed(digits)))
    check = 11 - total % 11
    return check if check < 10 else 1
