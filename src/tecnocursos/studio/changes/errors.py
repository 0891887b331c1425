"""What can go wrong with the changes of a document."""

from __future__ import annotations

from uuid import UUID

from tecnocursos.kit.errors import Conflict, Invalid, NotFound


class NoNewerVersion(NotFound):
    code = "no_newer_version"
    en = "The document has no other version that is ready."
    pt = "O documento não tem outra versão pronta."


class SlidesBeingDrawn(Conflict):
    code = "slides_being_drawn"
    en = "The slides of version {number} are still being drawn as they were designed. Ask again in a moment."
    pt = "Os slides da versão {number} ainda estão sendo desenhados como no original. Pergunte de novo em instantes."


class SlidesDrawingFailed(Conflict):
    """`job_id` names the job that failed, `job_error` is the code of its error, or `cancelled`."""

    code = "slides_drawing_failed"
    en = (
        "The slides of version {number} could not be drawn as they were designed ({job_error}). Try the job {job_id} "
        "again, choose redrawn slides for the project, or upload the document again."
    )
    pt = (
        "Os slides da versão {number} não puderam ser desenhados como no original ({job_error}). Repita o trabalho "
        "{job_id}, escolha slides redesenhados para o projeto ou envie o documento de novo."
    )

    def __init__(self, *, number: int, job_id: UUID, job_error: str) -> None:
        super().__init__(number=number, job_id=job_id, job_error=job_error)
        self.job_id, self.job_error = job_id, job_error


class SlidesUndrawn(Conflict):
    """No job draws them: it was for a version that no project wanted so, or is forgotten."""

    code = "slides_undrawn"
    en = (
        "The slides of version {number} were never drawn as they were designed. Choose the original slides for the "
        "project again, and those of the newest version are."
    )
    pt = (
        "Os slides da versão {number} nunca foram desenhados como no original. Escolha de novo os slides originais "
        "para o projeto, e os da versão mais nova serão."
    )


class DecisionUnknown(Invalid):
    code = "decision_unknown"
    en = "No change is proposed under {key}. Read the proposals again."
    pt = "Nenhuma mudança é proposta sob {key}. Leia as propostas de novo."


class CourseWouldBeEmpty(Conflict):
    code = "course_would_be_empty"
    en = "A course keeps at least one scene."
    pt = "Um curso fica com pelo menos uma cena."
