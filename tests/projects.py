"""Projects for tests, made straight from courses: quick, and known to the word."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from people import Person
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.rendering.slides import BulletsSlide, Item, TitleSlide
from tecnocursos.rendering.timeline import Transition
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.courses import fill_project, write_course
from tecnocursos.studio.models import Project
from tecnocursos.studio.queries import scenes_of

COURSE = Course(
    title="Cabos em casa",
    language="pt-BR",
    size="720p",
    transition=Transition(kind="none", frames=0),
    scenes=(
        Scene(id="abertura", slide=TitleSlide(title="Cabos"), lines=(Line(text="Vamos ligar os cabos."),)),
        Scene(
            id="passos",
            slide=BulletsSlide(title="Passos", items=(Item(text="Fibra"), Item(text="Energia"))),
            lines=(Line(text="Primeiro, a fibra.", step=1), Line(text="Depois, a energia.", step=2)),
        ),
    ),
)


def make_project(platform: Platform, person: Person, course: Course = COURSE, **columns: object) -> UUID:
    """A project of the person's tenant that says what `course` does."""
    with platform.database.transaction(person.tenant_id) as session:
        project = fill_project(Project(tenant_id=person.tenant_id, created_by=person.actor.user_id, **columns), course)
        session.add(project)
        session.flush()
        write_course(session, person.actor, project, course, {})
        return project.id


def scene_ids(platform: Platform, person: Person, project_id: UUID) -> Sequence[UUID]:
    """In the order of the scenes."""
    with platform.database.transaction(person.tenant_id) as session:
        return [row.id for row in scenes_of(session, person.actor, project_id)]


def change_course(platform: Platform, person: Person, project_id: UUID, course: Course) -> None:
    """Let the project say what `course` does, as an editor would."""
    with platform.database.transaction(person.tenant_id) as session:
        project = session.get_one(Project, project_id)
        write_course(session, person.actor, project, course, {})


def with_line(course: Course, scene: int, line: int, text: str) -> Course:
    """The course with one line saying something else."""
    old = course.scenes[scene]
    lines = list(old.lines)
    lines[line] = lines[line].model_copy(update={"text": text})
    scenes = list(course.scenes)
    scenes[scene] = old.model_copy(update={"lines": tuple(lines)})
    return course.model_copy(update={"scenes": tuple(scenes)})
