"""What can go wrong with revisions."""

from __future__ import annotations

from tecnocursos.kit.errors import Conflict, Invalid, NotFound


class RevisionNotFound(NotFound):
    code = "revision_not_found"
    en = "There is no such revision."
    pt = "Não há tal revisão."


class RevisionOfAnotherProject(Invalid):
    code = "revision_of_another_project"
    en = "Only revisions of one project can be compared."
    pt = "Só é possível comparar revisões do mesmo projeto."


class RevisionInUse(Conflict):
    code = "revision_in_use"
    en = "A video was made from this revision; delete the video first."
    pt = "Um vídeo foi feito desta revisão; exclua o vídeo primeiro."
