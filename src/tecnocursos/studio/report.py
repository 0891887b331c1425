"""The report beside a video: is the script true to the document, what of it was left out, can the captions be read."""

from __future__ import annotations

from dataclasses import dataclass

from tecnocursos.kit.language import Language
from tecnocursos.publishing.lint import Finding as CaptionFinding
from tecnocursos.studio.course import Course
from tecnocursos.studio.coverage import CoverageReport
from tecnocursos.studio.faithfulness.check import FaithfulnessReport

_HEADINGS: dict[Language, dict[str, str]] = {
    "pt-BR": {
        "title": "Relatório",
        "remarks": "Observações",
        "faithfulness": "Fidelidade do roteiro",
        "checked": "{checked} frases conferidas com o documento, {typed} escritas à mão sem indicar a fonte.",
        "faithful": "Números, unidades, datas, nomes e negações estão todos no documento.",
        "scene": "Cena «{title}», frase {number}",
        "captions": "Legendas",
        "readable": "Todas as {count} legendas cabem em duas linhas e dão tempo de ler.",
        "written": "O curso foi escrito como texto: não há documento com que conferir o roteiro.",
    },
    "en-US": {
        "title": "Report",
        "remarks": "Remarks",
        "faithfulness": "Faithfulness of the script",
        "checked": "{checked} sentences checked against the document, {typed} typed by hand without naming a source.",
        "faithful": "Numbers, units, dates, names and negations are all in the document.",
        "scene": "Scene “{title}”, sentence {number}",
        "captions": "Captions",
        "readable": "All {count} captions fit two lines and leave time to read.",
        "written": "The course was written as text: there is no document to check the script against.",
    },
}


@dataclass(frozen=True, slots=True)
class Report:
    """What a run has to say of its own result; without a document there is nothing to be faithful to."""

    faithfulness: FaithfulnessReport | None
    coverage: CoverageReport | None
    caption_count: int
    captions: tuple[CaptionFinding, ...]
    remarks: tuple[str, ...]

    @property
    def finding_count(self) -> int:
        return len(self.faithfulness.findings) if self.faithfulness else 0

    @property
    def coverage_percent(self) -> float | None:
        return round(self.coverage.covered_percent, 1) if self.coverage else None


def report_markdown(report: Report, course: Course) -> str:
    """The report for people, in the course's language."""
    words = _HEADINGS[course.language]
    parts = [f"# {words['title']}: {course.title}\n"]
    if report.remarks:
        parts.append(f"## {words['remarks']}\n\n" + "\n".join(f"- {remark}" for remark in report.remarks) + "\n")
    parts.append(f"## {words['faithfulness']}\n\n" + _faithfulness(report, course, words))
    if report.coverage:
        parts.append(report.coverage.to_markdown(course.language))
    found = [f"- {finding.message(course.language)}" for finding in report.captions]
    text = "\n".join(found) if found else words["readable"].format(count=report.caption_count)
    parts.append(f"## {words['captions']}\n\n{text}\n")
    return "\n".join(parts)


def _faithfulness(report: Report, course: Course, words: dict[str, str]) -> str:
    checked = report.faithfulness
    if checked is None:
        return words["written"] + "\n"
    said = words["checked"].format(checked=checked.checked_lines, typed=checked.author_lines)
    if not checked.findings:
        return f"{said} {words['faithful']}\n"
    scenes = {scene.id: scene for scene in course.scenes}
    lines = [said, ""]
    for finding in checked.findings:
        scene = scenes[finding.scene_id]
        place = words["scene"].format(title=scene.slide.title or scene.id, number=finding.line_index + 1)
        lines.append(f"- {place}: {finding.message(course.language)} «{scene.lines[finding.line_index].text}»")
    return "\n".join(lines) + "\n"
