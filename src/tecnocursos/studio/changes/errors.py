"""What can go wrong with the changes of a document."""

from __future__ import annotations

from tecnocursos.kit.errors import Conflict, Invalid, NotFound


class NoNewerVersion(NotFound):
    code = "no_newer_version"
    en = "The document has no other version that is ready."
    pt = "O documento não tem outra versão pronta."


class SlidesBeingDrawn(Conflict):
    code = "slides_being_drawn"
    en = "The slides of version {number} are still being drawn as they were designed. Ask again in a moment."
    pt = "Os slides da versão {number} ainda estão sendo desenhados como no original. Pergunte de novo em instantes."


class DecisionUnknown(Invalid):
    code = "decision_unknown"
    en = "No change is proposed under {key}. Read the proposals again."
    pt = "Nenhuma mudança é proposta sob {key}. Leia as propostas de novo."


class CourseWouldBeEmpty(Conflict):
    code = "course_would_be_empty"
    en = "A course keeps at least one scene."
    pt = "Um curso fica com pelo menos uma cena."
