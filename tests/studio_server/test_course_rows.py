"""A course taken apart into rows and put together again is the same course."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from studio_rows import COURSES

from people import Person
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.studio.course import Course
from tecnocursos.studio.courses import course_of, write_course
from tecnocursos.studio.models import SceneRow
from tecnocursos.studio.projects import create_from_course
from tecnocursos.studio.queries import get_project, scenes_of

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@given(course=COURSES, other=COURSES)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_rows_hold_all_of_a_course(platform: Platform, owner: Person, course: Course, other: Course) -> None:
    with platform.database.transaction(owner.tenant_id) as session:
        project_id = create_from_course(session, owner.actor, course, {}).id
    with platform.database.transaction(owner.tenant_id) as session:
        assert course_of(session, owner.actor, project_id) == (course, {})
        write_course(session, owner.actor, get_project(session, owner.actor, project_id), other, {})
    with platform.database.transaction(owner.tenant_id) as session:
        assert course_of(session, owner.actor, project_id) == (other, {})


@given(course=COURSES)
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_scenes_of_the_same_key_keep_their_rows(platform: Platform, owner: Person, course: Course) -> None:
    def ids() -> dict[str, SceneRow]:
        with platform.database.transaction(owner.tenant_id) as session:
            return {row.key: row.id for row in scenes_of(session, owner.actor, project_id)}

    with platform.database.transaction(owner.tenant_id) as session:
        project_id = create_from_course(session, owner.actor, course, {}).id
    before = ids()
    turned = course.model_copy(update={"scenes": course.scenes[::-1]})
    with platform.database.transaction(owner.tenant_id) as session:
        write_course(session, owner.actor, get_project(session, owner.actor, project_id), turned, {})
    assert ids() == before
