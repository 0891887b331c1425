"""Words of a page with their boxes, size and font, from PDFium's characters.

Each call into PDFium costs about a microsecond, so the text comes in one call, and boxes are asked for at the ends of
words only; a word that mixes text objects (a raised figure, a bold half) is read glyph by glyph.
"""

from __future__ import annotations

import ctypes
import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from tecnocursos.documents.pdf.geometry import Box, View
from tecnocursos.documents.typefaces import is_monospaced

GLYPHS_PER_PAGE = 150_000
"""More than any page a person could read; the rest of such a page is left out, with a warning."""

_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!l)|-bd|,b", re.IGNORECASE)
_SYMBOL = re.compile(r"symbol|wingding|dingbat|webding", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_NEXT_WORD_GAP = 0.17
"""In ems: a wider gap between two text objects is a space that the file does not write."""
_SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\u2010": "-", "\u2011": "-", "\u00a0": " "})
# Figures that may be raised glyphs of the same size: fonts have their own for m² and for the marks of notes.
_MAYBE_RAISED = re.compile(r"(?<=[^\W\d_])\d+|(?<=[.,;:)!?”\"])\d{1,2}$|^\d{1,2}(?=[^\W\d_])|^\d{1,2}$")
_LIGATURES = re.compile("[\ufb00-\ufb06]")


@dataclass(frozen=True, slots=True)
class Font:
    name: str
    bold: bool
    mono: bool
    symbols: bool


@dataclass(slots=True)
class Word:
    """Characters without a space between them, in one style; `base` is the y of the baseline."""

    text: str
    box: Box
    base: float
    size: float
    font: Font
    glued: bool = False
    """No space stands between this word and the one before it."""


@dataclass(slots=True)
class PageWords:
    view: View
    words: list[Word]
    glyphs: int
    unreadable: int
    """Glyphs whose font does not say which character they are."""
    cut: bool = False
    """The page holds more than GLYPHS_PER_PAGE."""


@dataclass(slots=True)
class _Style:
    size: float
    font: Font
    angle: int | None
    """Degrees, counter-clockwise in user space, a multiple of 90; None for slanted text such as a watermark."""


@dataclass(slots=True)
class _Run:
    """A piece of a word in one text object, in user space."""

    text: str
    style: _Style
    left: float
    bottom: float
    right: float
    top: float
    origin_x: float
    origin_y: float
    glued: bool


@dataclass(slots=True)
class _Reader:
    text_page: object
    styles: dict[int, _Style] = field(default_factory=dict)
    fonts: dict[tuple[str, int], Font] = field(default_factory=dict)
    rectangle: pdfium.FS_RECTF = field(default_factory=pdfium.FS_RECTF)
    x: ctypes.c_double = field(default_factory=ctypes.c_double)
    y: ctypes.c_double = field(default_factory=ctypes.c_double)

    def style(self, index: int) -> _Style | None:
        pointer = pdfium.FPDFText_GetTextObject(self.text_page, index)
        if not pointer:
            return None
        address = ctypes.addressof(pointer.contents)
        style = self.styles.get(address)
        if style is None:
            style = self.styles[address] = self._new_style(index, pointer)
        return style

    def _new_style(self, index: int, pointer: object) -> _Style:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.text_page, index, matrix)
        nominal = pdfium.FPDFText_GetFontSize(self.text_page, index)
        size = abs(nominal) * (math.hypot(matrix.c, matrix.d) or 1.0)
        degrees = math.degrees(math.atan2(matrix.b, matrix.a)) if (matrix.a or matrix.b) else 0.0
        quarter = round(degrees / 90)
        angle = quarter * 90 % 360 if abs(degrees - quarter * 90) < 4 else None
        return _Style(size, self._font(pointer), angle)

    def _font(self, text_object: object) -> Font:
        font = pdfium.FPDFTextObj_GetFont(text_object)
        if not font:
            return Font("", bold=False, mono=False, symbols=False)
        buffer = ctypes.create_string_buffer(256)
        length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
        name = buffer.value.decode("latin-1") if 0 < length <= 256 else ""
        mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object)
        key = (name, mode)
        if key not in self.fonts:
            flags = max(pdfium.FPDFFont_GetFlags(font), 0)
            thickened = mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
            self.fonts[key] = Font(
                name,
                bold=bool(_BOLD.search(name)) or bool(flags & _FORCE_BOLD) or thickened,
                mono=is_monospaced(name),
                symbols=bool(_SYMBOL.search(name)),
            )
        return self.fonts[key]

    def runs(self, text: str, start: int) -> Iterator[_Run]:
        """The pieces of the word `text` that starts at glyph `start`."""
        last = len(text) - 1
        first_style, last_style = self.style(start), self.style(start + last)
        if first_style is last_style and first_style is not None:
            yield self._run(text, start, start + last, first_style, glued=False)
            return
        begin, current = 0, first_style
        glued = False
        for position in range(1, len(text)):
            style = self.style(start + position)
            if style is current or style is None:
                continue
            if current is not None:
                yield self._run(text[begin:position], start + begin, start + position - 1, current, glued=glued)
                glued = True
            begin, current = position, style
        if current is not None:
            yield self._run(text[begin:], start + begin, start + last, current, glued=glued)

    def _run(self, text: str, first: int, last: int, style: _Style, *, glued: bool) -> _Run:
        box = self.rectangle
        pdfium.FPDFText_GetLooseCharBox(self.text_page, first, box)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if last != first:
            pdfium.FPDFText_GetLooseCharBox(self.text_page, last, box)
            left, bottom = min(left, box.left), min(bottom, box.bottom)
            right, top = max(right, box.right), max(top, box.top)
        pdfium.FPDFText_GetCharOrigin(self.text_page, first, self.x, self.y)
        if style.angle == 0:
            text = _MAYBE_RAISED.sub(lambda found: self._figures(found, first, self.y.value, style.size), text)
        return _Run(text, style, left, bottom, right, top, self.x.value, self.y.value, glued)

    def _figures(self, found: re.Match[str], first: int, base: float, size: float) -> str:
        """The figures found in a word, as superscripts where their glyphs stand clear of the baseline."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(self.text_page, first + found.start(), left, right, bottom, top)
        raised = 0.2 * size < bottom.value - base < size and top.value - bottom.value < 0.6 * size
        return found.group().translate(_SUPERSCRIPTS) if raised else found.group()


def read_words(page: object, view: View) -> PageWords:
    """All upright words of a page, in the order of its content stream.

    `page` is a raw FPDF_PAGE. When most of the text lies on its side, the view is turned so that it stands upright;
    text at another angle than most (watermarks, stamps in the margin) is left out.
    """
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return PageWords(view, [], 0, 0)
    try:
        count = max(pdfium.FPDFText_CountChars(text_page), 0)
        text = _characters(text_page, min(count, GLYPHS_PER_PAGE))
        reader = _Reader(text_page)
        runs = [run for found in re.finditer(r"[^\s\0]+", text) for run in reader.runs(found.group(), found.start())]
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    angles = Counter[int]()
    for run in runs:
        if run.style.angle is not None:
            angles[run.style.angle] += len(run.text)
    upright = angles.most_common(1)[0][0] if angles else view.rotation
    view = View(view.left, view.bottom, view.right, view.top, upright, view.shown_rotation)
    glyphs = sum(len(run.text) for run in runs)
    unreadable = sum(_unreadable(run) for run in runs)
    words = [word for run in runs if run.style.angle == upright and (word := _word(run, view))]
    _mark_raised(words)
    return PageWords(view, words, glyphs, unreadable, cut=count > GLYPHS_PER_PAGE)


def _characters(text_page: object, count: int) -> str:
    """One character for each glyph, so that places in the text are glyph indices."""
    if not count:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    if written == count + 1:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
    codes = (pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def _unreadable(run: _Run) -> int:
    if run.style.font.symbols:
        return 0
    return sum(character == "\ufffd" or unicodedata.category(character) in {"Co", "Cn"} for character in run.text)


def _word(run: _Run, view: View) -> Word | None:
    box = view.rectangle(run.left, run.bottom, run.right, run.top)
    if not view.box.covers(box) or not all(map(math.isfinite, box)):
        return None
    text = run.text if run.text.isascii() and run.text.isprintable() else _cleaned(run.text)
    base = view.point(run.origin_x, run.origin_y)[1]
    size = run.style.size or box.height
    return Word(text, box, base, size, run.style.font, run.glued) if text else None


def _cleaned(text: str) -> str:
    text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text.translate(_HYPHENS))
    return unicodedata.normalize("NFC", "".join(c for c in text if c >= " " and c not in "\u200b\u200c\u2060\ufeff"))


def _mark_raised(words: list[Word]) -> None:
    """Settle the joints inside words: write raised figures as superscripts, part what a gap parts."""
    for before, word in itertools.pairwise(words):
        near = -0.3 * before.size < word.box.x0 - before.box.x1 < 0.3 * before.size
        raised = before.base - word.base
        if near and word.size < 0.95 * before.size and 0.15 * before.size < raised < 0.8 * before.size:
            if word.text.isascii() and all(c in "0123456789+-=()n,*" for c in word.text):
                word.text = word.text.translate(_SUPERSCRIPTS)
            word.glued = True
        elif word.glued and word.box.x0 - before.box.x1 > _NEXT_WORD_GAP * word.size:
            word.glued = False
