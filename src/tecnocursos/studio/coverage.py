"""How much of a document its course says and shows, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tecnocursos.documents.outline import Outline, Place
from tecnocursos.kit.text import collapse
from tecnocursos.kit.value import Value
from tecnocursos.rendering.slides import PictureSlide
from tecnocursos.studio.course import Course
from tecnocursos.studio.source_texts import SourceKind, source_texts

PartKind = SourceKind | Literal["unread"]
Treatment = Literal["spoken", "shown", "both", "left_out"]

_EXCERPT = 80
_KINDS: dict[PartKind, tuple[str, str]] = {
    "title": ("Title", "Título"),
    "notes": ("Notes", "Anotações"),
    "paragraph": ("Paragraph", "Parágrafo"),
    "list_item": ("Item", "Item"),
    "table": ("Table", "Tabela"),
    "picture": ("Picture", "Imagem"),
    "code": ("Code", "Código"),
    "quote": ("Quotation", "Citação"),
    "unread": ("Could not be used", "Não pôde ser usado"),
}


class CoveredPart(Value):
    """A block, a section's title or its notes; or what could not be read and is none of them."""

    id: str
    kind: PartKind
    treatment: Treatment
    excerpt: str
    place: Place


class CoverageReport(Value):
    document: str
    parts: tuple[CoveredPart, ...]

    @property
    def left_out(self) -> tuple[CoveredPart, ...]:
        return tuple(part for part in self.parts if part.treatment == "left_out")

    def percent(self, *treatments: Treatment) -> float:
        """The share of all parts that are treated in one of these ways, 0 to 100; 100 of an empty document."""
        if not self.parts:
            return 100.0
        return 100 * sum(part.treatment in treatments for part in self.parts) / len(self.parts)

    @property
    def covered_percent(self) -> float:
        return self.percent("spoken", "shown", "both")

    def to_markdown(self, language: str = "en") -> str:
        """A report for people, in Portuguese or English, with all that was left out and where it stands."""
        index = 1 if language.startswith("pt") else 0
        names = (("Spoken and shown", "Only spoken", "Only shown", "Left out"),
                 ("Falado e mostrado", "Só falado", "Só mostrado", "Deixado de fora"))[index]  # fmt: skip
        title = ("Coverage of", "Cobertura de")[index]
        heads = ("| Treatment | Parts | Share |", "| Tratamento | Partes | Proporção |")[index]
        lines = [f"## {title} {self.document}", "", heads, "| --- | ---: | ---: |"]
        treatments: tuple[Treatment, ...] = ("both", "spoken", "shown", "left_out")
        for name, treatment in zip(names, treatments, strict=True):
            count = sum(part.treatment == treatment for part in self.parts)
            lines.append(f"| {name} | {count} | {self.percent(treatment):.0f} % |")
        lines += ["", f"### {names[-1]}", ""]
        lines += [
            f"- {_where(part.place, index)}{_KINDS[part.kind][index]}: {_escaped(part.excerpt)}".rstrip(": ")
            for part in self.left_out
        ] or [("Nothing.", "Nada.")[index]]
        return "\n".join(lines) + "\n"


def report_coverage(course: Course, outline: Outline) -> CoverageReport:
    """Tell of every part of `outline` whether `course` speaks it, shows it, both, or neither.

    A title counts as shown where a slide of its section carries it. What could not be read is left out, unless its
    page is shown as it was designed.
    """
    spoken = {source for scene in course.scenes for line in scene.lines for source in line.sources}
    shown = {block for scene in course.scenes for block in scene.shows}
    titles = {(scene.section_id, collapse(scene.slide.title).casefold()) for scene in course.scenes}
    shown |= {
        section.id
        for section in outline.sections
        if section.title and _is_headed(section.id, collapse(section.title).casefold(), titles)
    }
    parts = []
    for text in source_texts(outline).values():
        is_spoken, is_shown = text.id in spoken, text.id in shown
        treatment: Treatment = "left_out"
        if is_spoken or is_shown:
            treatment = "both" if is_spoken and is_shown else "spoken" if is_spoken else "shown"
        excerpt = collapse(text.text)
        if len(excerpt) > _EXCERPT:
            excerpt = excerpt[: _EXCERPT - 1].rstrip() + "…"
        parts.append(CoveredPart(id=text.id, kind=text.kind, treatment=treatment, excerpt=excerpt, place=text.place))
    return CoverageReport(document=outline.source.name, parts=(*parts, *_unread_parts(course, outline)))


def _unread_parts(course: Course, outline: Outline) -> Iterator[CoveredPart]:
    originals = {
        scene.section_id
        for scene in course.scenes
        if isinstance(scene.slide, PictureSlide) and scene.slide.is_full_page
    }
    pages = {section.place.page for section in outline.sections if section.id in originals} - {None}
    for number, unread in enumerate(outline.left_out, 1):
        yield CoveredPart(
            id=f"unread-{number}",
            kind="unread",
            treatment="shown" if unread.place.page in pages else "left_out",
            excerpt=unread.pt if course.language == "pt-BR" else unread.en,
            place=unread.place,
        )


def _is_headed(section_id: str, title: str, titles: set[tuple[str | None, str]]) -> bool:
    # A slide's title may go on, e.g. with "(1/2)" where a scene was split.
    return any(owner == section_id and shown.startswith(title) for owner, shown in titles)


def _where(place: Place, index: int) -> str:
    if place.page is not None:
        return f"{('Page', 'Página')[index]} {place.page}, "
    return f"{('Line', 'Linha')[index]} {place.line}, " if place.line is not None else ""


def _escaped(text: str) -> str:
    return "".join(f"\\{character}" if character in "\\`*_[]<#|" else character for character in text)
